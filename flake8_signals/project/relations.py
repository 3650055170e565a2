"""Which model something is: by its name, by a label, by a field that points to it, or by one that points back."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.decoding import decoded
from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django_models
from flake8_signals.knowledge.libraries import DELETED, GENERIC_RELATION, RELATIONS
from flake8_signals.project import models
from flake8_signals.project.labels import classes_in
from flake8_signals.project.names import Class, name_of
from flake8_signals.project.senders import sender_name
from flake8_signals.syntax import calls
from flake8_signals.syntax.facts import Relation
from flake8_signals.syntax.values import Call, Literal, Name, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.project import Project

_KINDS = tuple(kind.encode() for kind in (*RELATIONS, DELETED))

_GENERIC = frozenset({"django.contrib.contenttypes.fields.GenericRelation"})

_RELATED_NAME = re.compile(r"""related_name(?<=\brelated_name)\s*=[\s(]*\w*["']+([^"'\n]*)""")
"""The name by which a relation leads back: with the word itself first, the search is ten times as fast."""

_BACK = "_set"
"""What the manager of a relation's other end is called by, behind the model's name, where nothing else is said."""


def named_model(file: SourceFile, value: Value) -> str | None:
    """The model that a name, a label or a look-up refers to; empty if unknown, ``None`` if it is no model."""
    value = models.behind(file, file.resolve(value))
    if models.is_user_model(file, value):
        return models.user_model(file)
    chosen = models.label_in_settings(file, value)
    if chosen is not None:
        return models.labelled(file, chosen)
    match value:
        case Call(function) if calls.split(function)[1] == "get_model":
            texts = [text.value for text in value.positional if isinstance(text, Literal)]
            return models.labelled(file, ".".join(text for text in texts if isinstance(text, str)))
        case Literal(str() as label):
            return models.labelled(file, label)
        case Name():
            pass
        case _:
            return ""
    made = file.names.class_at(value.path)
    if made is None:
        of_a_library = file.names.locate(value.path) is None and "models" in value.path.split(".")
        return value.path if value.path in django_models.MODELS or of_a_library else ""
    known = models.is_model(file, made.path)
    if known or file.names.is_subclass(made.path, frozenset()) is None:
        return made.path if known or "models" in made.path.split(".") else ""
    return None


def related(file: SourceFile, owner: str, field: str) -> str:
    """The model behind an attribute of ``owner``: what a field points to, or what points back; empty if unknown."""
    found = models.relation(file, f"{owner}.{field}")
    if found is None:
        pointing = _pointing_back(file, owner, field)
        return pointing.model if pointing is not None else ""
    relation, home = found
    return owner if relation.target == Literal("self") else named_model(home, target(home, relation)) or ""


def sender_of_changes(file: SourceFile, owner: str, field: str) -> str | None:
    """The sender of ``m2m_changed`` when what is behind an attribute of ``owner`` changes.

    Empty if unknown. ``None``: none, as a foreign key points back, whose rows are updated.
    """
    if models.is_relation(file, f"{owner}.{field}"):
        name = sender_name(file, Name(f"{owner}.{field}.through"))
        return "" if name == "?" else name
    pointing = _pointing_back(file, owner, field)
    if pointing is None:
        return ""
    return through(pointing) or "" if pointing.relation.kind.endswith("ManyToManyField") else None


def target(home: SourceFile, relation: Relation) -> Value:
    """What a relational field points to; the app may be left out for a model of the same module."""
    pointed = relation.target
    if isinstance(pointed, Literal) and "." not in str(pointed.value):
        return Name(f"{home.module.name}.{pointed.value}")
    return pointed


class Pointing(NamedTuple):
    """A relational field: the model that has it, the field, and the file that defines both."""

    model: str
    relation: Relation
    home: SourceFile


def _pointing_back(file: SourceFile, owner: str, accessor: str) -> Pointing | None:
    """The one field that ``owner`` has an ``accessor`` for; ``None`` if there is none, or several."""
    found = [pointing for pointing in file.project.accessors.of(accessor) if _points_to(pointing, owner)]
    return found[0] if len(found) == 1 else None


def all_pointing(project: Project) -> Iterator[Pointing]:
    """The relational fields of all models outside tests, abstract ones left out."""
    for path in _with_relations(project):
        yield from pointing_in(project.file(project.modules.at(path)))


def _with_relations(project: Project) -> Iterator[str]:
    """The files outside tests that may define relational fields: what defines a migration alone has no models."""
    for path, text in project.files.texts.items():
        is_likely = not project.files.is_test(path) and b"class " in text and any(kind in text for kind in _KINDS)
        if is_likely and classes_in(text) != ("migration",):
            yield path


class Accessors:
    """The relational fields of a project's models, by the attribute that leads back from the other end."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @remembered
    def of(self, accessor: str) -> tuple[Pointing, ...]:
        """The fields with an accessor."""
        spelled = (accessor, accessor.removesuffix(_BACK))
        paths = dict.fromkeys(path for word in spelled for path in self._spelled.get(word, ()))
        return tuple(pointing for path in paths for pointing in self._in(path).get(accessor, ()))

    @remembered
    def _in(self, path: str) -> dict[str, list[Pointing]]:
        found: dict[str, list[Pointing]] = {}
        for pointing in pointing_in(self._project.file(self._project.modules.at(path))):
            found.setdefault(_accessor(pointing), []).append(pointing)
        return found

    @cached_property
    def _spelled(self) -> dict[str, list[str]]:
        """The files that spell each name of a class, in lower case, or ``related_name``: told without any parsing."""
        found: dict[str, list[str]] = {}
        for path in _with_relations(self._project):
            text = self._project.files.text(path)
            for name in {*classes_in(text), *_RELATED_NAME.findall(decoded(text))}:
                found.setdefault(name, []).append(path)
        return found


def pointing_in(file: SourceFile) -> Iterator[Pointing]:
    """The relational fields of the models that a file defines, without those of abstract models."""
    for outline in file.module.outline.classes:
        path = f"{file.module.name}.{outline.qualname}"
        if outline.relations and not models.is_abstract(file, path):
            for relation in outline.relations:
                yield Pointing(path, relation, file)


def own_fields(file: SourceFile, model: str) -> Iterator[Pointing]:
    """The relational fields in a model's own table, those of its abstract bases included, and its generic relations."""
    parents = _nearest_tables(file, model)
    above = {name for parent in parents for name in map(name_of, file.names.ancestors(parent))}
    seen: set[str] = set()
    for ancestor in file.names.ancestors(model):
        if isinstance(ancestor, Class) and ancestor.path not in above:
            home = file.sibling(ancestor.module)
            for relation in (*ancestor.outline.relations, *_generic(home, ancestor)):
                if relation.name not in seen:
                    yield Pointing(model, relation, home)
            # What a class binds hides what its bases have by that name.
            seen |= {relation.name for relation in ancestor.outline.relations}


def _generic(home: SourceFile, model: Class) -> Iterator[Relation]:
    """The generic relations that a class defines, those of a project's own class included."""
    yield from model.outline.generic_relations
    named = {relation.name for relation in (*model.outline.relations, *model.outline.generic_relations)}
    for name, made in model.outline.made:
        is_own = isinstance(made, Name) and not made.path.startswith("django.") and name not in named
        if is_own and home.names.is_subclass(made.path, _GENERIC):  # type: ignore[union-attr]
            call = home.module.value(f"{model.outline.qualname}.{name}")
            target = call.argument("to", 0) if isinstance(call, Call) else None
            yield Relation(name, GENERIC_RELATION, target or Unknown())


def parents_of(file: SourceFile, model: str) -> list[str]:
    """The models with tables of their own that a model inherits from: the nearest ones, proxies looked through.

    None where the project's own metaclass may make the model a proxy.
    """
    hidden = any(isinstance(one, Class) and one.outline.metaclasses for one in file.names.ancestors(model))
    return [] if hidden else _nearest_tables(file, model)


def _nearest_tables(file: SourceFile, model: str) -> list[str]:
    found: list[str] = []
    above: set[str] = set()
    for ancestor in models.concrete_ancestors(file, model):
        name = name_of(ancestor)
        if isinstance(ancestor, str) or not models.is_proxy(ancestor):
            found += [name] if name not in above else []
            above |= set(map(name_of, file.names.ancestors(name)))
    return found


def _accessor(pointing: Pointing) -> str:
    """The attribute by which a relation's other end leads back."""
    relation = pointing.relation
    if relation.related_name is not None:
        return relation.related_name
    name = pointing.model.rpartition(".")[2].lower()
    return name if relation.kind.endswith("OneToOneField") else f"{name}{_BACK}"


def pointed_to(pointing: Pointing) -> str | None:
    """The model that a field points to; ``None`` if unknown."""
    pointed, home = pointing.relation.target, pointing.home
    if pointed == Literal("self"):
        return pointing.model
    if models.is_user_model(home, home.resolve(pointed)):
        return models.user_model(home) or django_models.USER_MODEL  # where no settings in sight say otherwise
    if isinstance(pointed, Literal) and "." not in str(pointed.value):
        # Django looks in the app of the model that has the field, which an abstract base elsewhere may define.
        beside = home.names.class_at(f"{pointing.model.rpartition('.')[0]}.{pointed.value}")
        if beside is not None:
            return beside.path
    return named_model(home, target(home, pointing.relation)) or None


def through(pointing: Pointing) -> str | None:
    """The sender of a field's ``m2m_changed``; ``None`` if it has none, or it is unknown."""
    if not pointing.relation.kind.endswith("ManyToManyField"):
        return None
    name = sender_name(pointing.home, Name(f"{pointing.model}.{pointing.relation.name}.through"))
    return None if name == "?" else name


def _points_to(pointing: Pointing, owner: str) -> bool:
    """Whether a field points to a model, or to one that this inherits from."""
    pointed = pointed_to(pointing)
    if pointed is None or pointed == owner:
        return pointed is not None
    ancestors = pointing.home.names.ancestors(owner)
    return pointed in map(name_of, ancestors)
