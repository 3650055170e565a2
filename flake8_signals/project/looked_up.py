"""Values that no name in a file spells: models that it looks up by their labels, and what ``self`` holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.syntax.values import Attribute, Call, Instance, Literal, Name, Value, choice, last_part, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_LOOKUPS = ("get_model", "load_model")
"""The names of functions that return a model by its label."""

_SWAPPER = "swapper.load_model"

_HOPS = 3
"""How many attributes of ``self``, one given another's value, are followed."""


def looked_up(file: SourceFile, value: Value, hops: int = _HOPS) -> Value:
    """``value`` in ``file``, with the models and the attributes of ``self`` in it put in that are certain."""

    def found(part: Value) -> Value | None:
        match part:
            case Call() if _is_lookup(part):
                model = _model(file, part)
                return Name(model) if model else None
            case Attribute(Instance(path), name) if hops:
                return _held(file, path, name, hops)
            case _:
                return None

    return rewrite(value, found) if isinstance(value, (Call, Attribute)) else value


def _is_lookup(value: Value) -> bool:
    """Whether a value is looked up by a function that returns models."""
    return isinstance(value, Call) and isinstance(value.function, Name) and last_part(value.function.path) in _LOOKUPS


def _model(file: SourceFile, call: Call) -> str:
    """The dotted name of the model that a call looks up; empty where it is not in sight."""
    texts = [text.value for text in call.positional if isinstance(text, Literal)]
    label = ".".join(text for text in texts if isinstance(text, str))
    if label.count(".") != 1 or len(texts) != len(call.positional):
        return ""
    if file.resolve(call.function) == Name(_SWAPPER):
        setting = f"{label.replace('.', '_')}_MODEL".upper()
        swapped = file.project.startup.settings.values(setting)
        label = str(swapped[0].value) if len(swapped) == 1 and isinstance(swapped[0], Literal) else label
        if len(swapped) > 1:
            return ""
    # Django ignores the case of a model's name.
    alike = file.project.labels.models_called(label.partition(".")[2])
    model = models.labelled(file, next((one for one in alike if one.lower() == label.lower()), label))
    return model if file.names.class_at(model) is not None else ""


def _held(file: SourceFile, path: str, name: str, hops: int) -> Value | None:
    """What the methods of the class ``path`` give to ``self.name``; ``None`` where that is not one value."""
    given = [value for value in _given(file, path, name, hops) if value != Literal(None)]
    found = choice(given)
    # What else a call gives is an object of its own.
    return found if isinstance(found, Name) or _is_lookup(found) else None


def _given(file: SourceFile, path: str, name: str, hops: int) -> Iterator[Value]:
    mention = re.compile(rf"\.{re.escape(name)}\b\s*=(?!=)")
    for ancestor in file.names.ancestors(path):
        if isinstance(ancestor, str) or not mention.search(ancestor.module.content):
            continue
        home = file.sibling(ancestor.module)
        for method in ancestor.outline.methods:
            sets = ancestor.module.running(f"{ancestor.outline.qualname}.{method}").sets
            for given, value in sets:
                if given == name:
                    yield home.resolve(looked_up(home, value, hops - 1))
