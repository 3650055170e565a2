"""What a user can set, as plain values: read by the rules, and set by the flake8 plugin and the commands."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """The options of one run; every default is the documented one.

    ``selected`` holds the codes and prefixes that ``select`` and ``extend-select`` name: they decide
    which opt-in rules run. ``parts`` are the folders under ``root`` that make up the project; all of it if there are
    none.
    """

    signals_modules: tuple[str, ...] = ("signals",)
    max_statements: int = 15
    max_branches: int = 7
    max_writes: int = 1
    allowed_calls: tuple[str, ...] = ()
    min_django: tuple[int, int] | None = None
    root: str | None = None
    parts: tuple[str, ...] = ()
    no_cache: bool = False
    all_rules: bool = False
    selected: tuple[str, ...] = ()

    def runs(self, code: str, *, opt_in: bool) -> bool:
        """Whether the rule ``code`` runs: an opt-in rule must be named by more than the bare ``SIG``."""
        return (
            not opt_in
            or self.all_rules
            or any(len(name) > len("SIG") and code.startswith(name) for name in self.selected)
        )
