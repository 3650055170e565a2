"""The rules, one file each: a new file in this folder is a new rule."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from flake8_signals.rule import FileRule, ProjectRule, Rule


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule of this folder, in the order of their codes."""
    found = [
        value()
        for module in pkgutil.iter_modules(__path__, f"{__name__}.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type) and issubclass(value, Rule) and value not in (Rule, FileRule, ProjectRule)
    ]
    return tuple(sorted(found, key=lambda rule: rule.code))
