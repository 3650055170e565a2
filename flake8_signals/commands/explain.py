"""The command ``flake8-signals explain``."""

from __future__ import annotations

from argparse import ArgumentParser

from flake8_signals.rules import all_rules


def run(arguments: list[str]) -> int:
    """Print a rule's documentation, or list the rules; 0, or 2 with one line if there is no such rule."""
    parser = ArgumentParser("flake8-signals explain", description="Print a rule's documentation, or list the rules.")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("code", nargs="?", help="the code of a rule, such as SIG004")
    wanted.add_argument("--all", action="store_true", help="list all rules, one a line")
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
