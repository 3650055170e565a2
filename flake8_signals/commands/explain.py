"""The command ``flake8-signals explain``."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser

from flake8_signals.rules import all_rules


def run(arguments: list[str]) -> int:
    """Print a rule's documentation, or list the rules; 0, or 2 with one line if there is no such rule."""
    parser = ArgumentParser("flake8-signals explain", description="Print a rule's documentation, or list the rules.")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("code", nargs="?", help="the code or the name of a rule: SIG004, receiver-without-kwargs")
    wanted.add_argument("--all", action="store_true", help="list all rules, one a line")
    asked = parser.parse_args(arguments)
    rules = {rule.code: rule for rule in all_rules()}
    if asked.all:
        for rule in rules.values():
            print(rule.code, rule.slug() + (" (opt-in)" if rule.opt_in else ""), rule.summary(), sep="  ")
        return 0
    by_name = {rule.slug(): rule for rule in rules.values()}
    found = rules.get(asked.code.upper()) or by_name.get(asked.code.lower().replace("_", "-"))
    if found is None:
        alike = difflib.get_close_matches(asked.code.lower(), by_name, n=1)
        hint = f"did you mean {alike[0]}?" if alike else "--all lists them"
        parser.exit(2, f"{parser.prog}: no rule has the code or the name {asked.code!r}; {hint}\n")
    print(f"# {found.code}: {found.slug()}\n\n{found.documentation()}")
    if found.opt_in:
        print("\n## Off by default")
        print(f"Name `{found.code}` in `select` or `extend-select`, or give `--signals-all`.")
    print(f"\n{found.link()}")
    return 0
