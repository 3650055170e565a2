"""The private functions that only one receiver uses: what they do is its own doing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Function
    from flake8_signals.syntax.module import Module


def helpers_of(receiver: Receiver) -> tuple[Function, ...]:
    """The private functions of a receiver's module that nothing but it (and its helpers) mentions."""
    own = receiver.module
    found: list[Function] = []
    bodies = [receiver.function]
    for function in bodies:
        for effect in own.body(function).effects:
            target = effect.target.path if effect.kind == "call" and isinstance(effect.target, Name) else ""
            module, _, name = target.rpartition(".")
            helper = own.function(name) if module == own.name and name.startswith("_") else None
            if helper is not None and helper not in bodies and _mention_alone(own, helper, bodies):
                found.append(helper)
                bodies.append(helper)
    return tuple(found)


def _mention_alone(module: Module, helper: Function, bodies: list[Function]) -> bool:
    lines = module.content.splitlines()
    word = re.compile(rf"\b{re.escape(helper.name)}\b")
    inside = sum(len(word.findall(line)) for body in bodies for line in lines[body.span.line - 1 : body.span.end_line])
    return len(word.findall(module.content)) == inside + 1


def effects_with(receiver: Receiver, helpers: tuple[Function, ...]) -> tuple[ReachedEffect, ...]:
    """What a receiver does itself, and in these functions."""
    if not helpers:
        return receiver.own_effects
    paths = {helper.path for helper in helpers}
    return tuple(reached for reached in receiver.effects() if all(step.function in paths for step in reached.chain))
