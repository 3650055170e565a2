"""Processes that lint files for another: one may die, or take for ever, and the rest is linted all the same."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from flake8_signals.files.saying import held_complaints, hold_complaints, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

PATIENCE = 600.0
"""Seconds that one file may take, together with what linting it asks of its project."""

_START = "fork" if sys.platform == "linux" else None  # safe: no thread has been started


class Workers:
    """Up to ``jobs`` processes, of which each calls ``work`` with a part of the paths at a time.

    ``work`` is called with paths and with a function to call with each path before it is looked at, and yields results.
    ``lost`` makes the result of a path at which its process has died, given the path and what has happened. Where the
    system has no such processes, iterating raises ``OSError`` or ``ImportError`` at once.
    """

    def __init__(
        self,
        jobs: int,
        work: Callable[[Sequence[str], Callable[[str], object]], Iterable[Any]],
        lost: Callable[[str, str], Any],
    ) -> None:
        self._jobs = jobs
        self._work = work
        self._lost = lost
        self._context: Any = multiprocessing.get_context(_START)
        self._workers: dict[Connection, _Worker] = {}

    def results(self, parts: Sequence[Sequence[str]]) -> Iterator[Any]:
        """The results for all parts, in any order."""
        pending = [*reversed(parts)]
        try:
            for _ in parts[: self._jobs]:
                self._start()
            while True:
                for worker in self._workers.values():
                    if pending and not worker.paths:
                        worker.give(pending.pop())
                busy = [worker for worker in self._workers.values() if worker.paths]
                if not busy:
                    return
                latest = min(worker.since for worker in busy) + PATIENCE
                ready: Any = wait([worker.connection for worker in busy], max(0, latest - time.monotonic()))
                for worker in busy:
                    if worker.connection in ready:
                        yield from self._read(worker, pending)
                    elif time.monotonic() - worker.since > PATIENCE:
                        yield from self._bury(worker, f"it took longer than {PATIENCE:.0f} seconds", pending)
        finally:
            self._stop()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        others = [ours, *self._workers] if _START == "fork" else []
        process = self._context.Process(target=_serve, args=(theirs, others, self._work), daemon=True)
        process.start()
        theirs.close()  # so that the end of the process ends the connection
        self._workers[ours] = _Worker(process, ours)

    def _read(self, worker: _Worker, pending: list[Sequence[str]]) -> Iterator[Any]:
        try:
            kind, what = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            code = worker.process.exitcode
            how = f"was ended by signal {-code}" if code is not None and code < 0 else f"ended with status {code}"
            yield from self._bury(worker, f"the process that linted it {how}", pending)
            return
        worker.since = time.monotonic()
        if kind == "at":
            worker.at = what
        elif kind == "found":
            yield what
        else:
            worker.paths, worker.at = (), ""
            for line in what:
                say(line)

    def _bury(self, worker: _Worker, why: str, pending: list[Sequence[str]]) -> Iterator[Any]:
        """Blame the file that a process was at, and let another one lint those that it has left."""
        worker.process.kill()
        worker.process.join()
        del self._workers[worker.connection]
        worker.connection.close()
        at = worker.at or worker.paths[0]
        yield self._lost(at, why)
        left = worker.paths[worker.paths.index(at) + 1 :]
        if left:
            pending.append(left)
        if pending:
            self._start()

    def _stop(self) -> None:
        for worker in self._workers.values():
            if worker.paths:  # the run has been interrupted
                worker.process.terminate()
            else:
                worker.give(())
        for worker in self._workers.values():
            worker.process.join()
            worker.connection.close()


class _Worker:
    """A process, the paths that it has been given, and the one that it is at since some time."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.paths: Sequence[str] = ()
        self.at = ""
        self.since = 0.0

    def give(self, paths: Sequence[str]) -> None:
        self.paths, self.at, self.since = paths, "", time.monotonic()
        with contextlib.suppress(OSError):  # it has died, which reading from it tells
            self.connection.send(paths)


def _serve(
    connection: Connection, others: Iterable[Connection], work: Callable[[Sequence[str], Callable[[str], object]], Any]
) -> None:
    """Work on what arrives, until nothing does; keyboard interrupts are left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    hold_complaints()
    for other in others:
        other.close()
    try:
        while paths := connection.recv():
            for found in work(paths, lambda path: connection.send(("at", path))):
                connection.send(("found", found))
            connection.send(("done", held_complaints()))
    except (EOFError, BrokenPipeError):  # the parent has died
        pass
