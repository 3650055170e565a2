"""A process that has imported what the commands import, and forks for each command that it is asked to run.

Each is a process of its own, with its own folder, environment and streams, and starts in a tenth of the time.
``commands.py`` starts this as a script, so that nothing of the tests is imported here.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import sys
import traceback
from typing import TYPE_CHECKING

import flake8.checker
import flake8.main.application  # noqa: F401
import libcst.metadata  # noqa: F401

from flake8_signals.rules import all_rules

if TYPE_CHECKING:
    from typing import Any


def run(module: str, arguments: list[str], folder: str, environment: dict[str, str], streams: list[str]) -> int:
    """Be ``python -m module``; the exit status."""
    for number, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        os.dup2(os.open(path, flags), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            return stop.code or 0
        print(stop.code, file=sys.stderr)  # noqa: T201
        return 1
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        return 1
    return 0


def serve() -> None:
    """Answer each line of standard input, a command, with its exit status in a line on standard output."""
    questions, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    for line in questions:
        asked: dict[str, Any] = json.loads(line)
        child = os.fork()
        if not child:
            status = run(**asked)
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status & 0xFF)
        answers.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        answers.flush()


if __name__ == "__main__":
    all_rules()
    gc.freeze()  # what is never looked at again need not be copied
    serve()
