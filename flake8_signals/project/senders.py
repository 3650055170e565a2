"""Names for senders: the dotted name of a class, or the label of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.knowledge import django_models
from flake8_signals.project import models
from flake8_signals.project.looked_up import looked_up
from flake8_signals.syntax.values import Argument, Attribute, Call, Instance, Literal, Name, Value, last_part

if TYPE_CHECKING:
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class


class SentBy(NamedTuple):
    """The class that a ``send()`` gives as its sender; ``or_heir``: or any that inherits it."""

    defined: Class
    or_heir: bool

    def may_be(self, awaited: Class, file: SourceFile) -> bool:
        """Whether that may be the class that a connection waits for; ``file`` is any of the project."""
        if self.defined.path == awaited.path:
            return True
        names = file.project.names
        return self.or_heir and any(
            _may_be_here(file, ancestor) if isinstance(ancestor, str) else ancestor.path == self.defined.path
            for ancestor in names.ancestors(awaited.path, awaited.module)
        )


def _may_be_here(file: SourceFile, path: str) -> bool:
    """Whether a class that is not in sight may be one of the project, or inherit one: a library's does not."""
    return "." not in path or file.project.modules.find(path.partition(".")[0], file.module) is not None


def sent_by(file: SourceFile, sender: Value | None) -> SentBy | None:
    """The class that the sender of a ``send()`` in ``file`` certainly is; ``None`` if it may be something else."""
    match sender:
        case Attribute(Instance(path), "__class__") | Call(Name("builtins.type"), (Argument(Instance(path)),)):
            found, or_heir = file.names.class_at(path), True
        case Name(path):
            found, or_heir = file.names.class_at(path), False
        case _:
            return None
    return SentBy(found, or_heir) if found is not None else None


def sender_name(file: SourceFile, value: Value) -> str:
    """The dotted name of a class given as a sender in ``file``; ``"?"`` if unknown."""
    if models.is_user_model(file, value):
        return models.user_model(file) or "?"
    value = looked_up(file, value)
    match value:
        case Literal(str() as label):
            return label
        case Instance(path):
            return path
        case Call(Name(path), (Argument(Literal(str() as app)), Argument(Literal(str() as model)))) if path.endswith(
            ("get_model", "load_model")
        ):
            return f"{app}.{model}"
        case Call(Name(path), (Argument(Literal(str() as label)),)) if (
            path.endswith(("get_model", "load_model")) and "." in label
        ):
            return label
        case Call(Attribute(Instance(path), "get_model"), (Argument(Literal(str() as model)), *_)):
            config = file.names.class_at(path)
            label = file.project.startup.apps.label(config) if config is not None else ""
            return f"{label}.{model}" if label else "?"
        case Name(path) if path.endswith(".through"):
            return _through(file, path)
        case Attribute(Attribute(inner, field), "through"):
            owner = sender_name(file, inner)
            return "?" if owner == "?" else _through(file, f"{owner}.{field}.through")
        case Name(path):
            return _class_name(file, path)
        case _:
            return "?"


def _class_name(file: SourceFile, path: str) -> str:
    if path in django_models.MODELS:
        return path
    found = file.names.class_at(path)
    if found is not None:
        return found.path
    located = file.names.locate(path)
    if located is None:
        is_class = last_part(path)[:1].isupper() and not path.startswith("django.conf.")
        return path if is_class else "?"
    return sender_name(file.sibling(located.module), located.value) if isinstance(located.value, Call) else "?"


def _through(file: SourceFile, path: str) -> str:
    """The class behind ``Model.field.through``: the one that the field names, or the one that Django creates."""
    if path in django_models.THROUGH_MODELS:
        return django_models.THROUGH_MODELS[path]
    owner, _, field = path.removesuffix(".through").rpartition(".")
    model = file.names.class_at(owner)
    found = models.relation(file, f"{owner}.{field}")
    if model is None or found is None:
        return "?"
    relation, home = found
    if relation.through is None:
        return f"{model.path}_{field}" if relation.kind.endswith("ManyToManyField") else "?"
    through = home.resolve(relation.through)
    if not (isinstance(through, Literal) and isinstance(through.value, str)):
        return sender_name(home, through)
    if "." in through.value:
        return models.labelled(home, through.value)
    # Django looks in the app of the model that has the field, which an abstract base elsewhere may define.
    beside = f"{model.module.name}.{through.value}"
    return beside if file.names.class_at(beside) is not None else f"{home.module.name}.{through.value}"
