"""The command: ``flake8-signals check | fix | map | explain``, a function each, which imports what it alone needs."""

from __future__ import annotations

import sys
from argparse import REMAINDER, ArgumentParser, RawDescriptionHelpFormatter
from io import TextIOWrapper
from typing import TYPE_CHECKING

from flake8_signals import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence


def check(arguments: list[str]) -> int:
    """Report what flake8 --select SIG reports, without flake8's other checks."""
    from flake8_signals.commands import baseline
    from flake8_signals.commands.flake8_host import Run

    run = Run("check", arguments, baseline.add_options)
    if run.options.suggest_config:
        return baseline.suggest_config(run)
    if run.options.add_noqa:
        return baseline.add_noqa(run)
    return run.report()


def explain(arguments: list[str]) -> int:
    """Print a rule's documentation, or list the rules."""
    from flake8_signals.rules import all_rules

    parser = ArgumentParser("flake8-signals explain", description=explain.__doc__)
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("code", nargs="?", help="the code of a rule, such as SIG004")
    wanted.add_argument("--all", action="store_true", help="list every rule in a line of its own")
    asked = parser.parse_args(arguments)
    rules = {rule.code: rule for rule in all_rules()}
    if asked.all:
        for rule in rules.values():
            summary = rule.documentation().partition("\n")[0]
            print(rule.code, rule.slug() + (" (opt-in)" if rule.opt_in else ""), summary, sep="  ")
        return 0
    found = rules.get(asked.code.upper())
    if found is None:
        parser.exit(2, f"{parser.prog}: no rule has the code {asked.code!r}; --all lists them\n")
    print(f"# {found.code}: {found.slug()}\n\n{found.documentation()}")
    if found.opt_in:
        print("\n## Off by default")
        print(f"Name `{found.code}` in `select` or `extend-select`, or give `--signals-all`.")
    return 0


def fix(arguments: list[str]) -> int:
    """Fix in place what can be fixed; --diff shows it instead, --unsafe goes further."""
    from flake8_signals.commands import fix
    from flake8_signals.commands.flake8_host import Run

    return fix.run(Run("fix", arguments, fix.add_options))


def draw(arguments: list[str]) -> int:
    """Draw the map of a project's signals: what is connected to what, and what that sets off."""
    from flake8_signals.commands.map import draw as run

    return run(arguments)


COMMANDS = {"check": check, "fix": fix, "explain": explain, "map": draw}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (or the process's own) name, and return its exit status.

    Bad usage ends the process with status 2.
    """
    parser = ArgumentParser(
        "flake8-signals",
        description="Find what is wrong, or will go wrong, with a project's Django signals.",
        epilog="\n".join(f"{name:10} {fix.__doc__}" for name, command in COMMANDS.items()),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", choices=COMMANDS, help="what to do; each has a --help of its own")
    parser.add_argument("arguments", nargs=REMAINDER, help="paths and options")
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what a terminal has no character for is spelled out
    return COMMANDS[asked.command](asked.arguments)


if __name__ == "__main__":
    sys.exit(main())
