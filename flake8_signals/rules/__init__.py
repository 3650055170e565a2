"""The rules, one file each, in a folder for each topic: a new file is a new rule."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from flake8_signals.rule import Rule


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule of the folders, in the order of their codes."""
    found = [
        value()
        for module in pkgutil.walk_packages(__path__, f"{__name__}.")
        if not module.ispkg
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type) and issubclass(value, Rule) and hasattr(value, "code")
    ]
    return tuple(sorted(found, key=lambda rule: rule.code))
