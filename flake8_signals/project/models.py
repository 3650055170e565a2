"""What a sender is, as far as the text tells: a class, a model and of what kind, a relation, a module.

Only the modules that the sender itself leads to are read, never the whole project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project.names import Class
from flake8_signals.syntax.values import Attribute, Call, Instance, Literal, Name, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.project import Project
    from flake8_signals.syntax.facts import Relation
    from flake8_signals.syntax.module import Module

_MODEL = frozenset({"django.db.models.Model", "django.contrib.gis.db.models.Model"})

_MODELS = _MODEL | django.ABSTRACT_MODELS | frozenset(django.MODELS)

_PLAIN_BASES = ("builtins.", "abc.", "typing.")
"""Where bases come from that give a model no fields."""

USER_CALL = "django.contrib.auth.get_user_model"


def behind(project: Project, value: Value, near: Module) -> Value:
    """What ``value`` is: of a module's name that a plain assignment gives to something, that something."""
    if isinstance(value, Name):
        found = project.names.locate(value.path, near)
        is_global = found is not None and bool(found.qualname) and "." not in found.qualname
        assigned = found.module.value(found.qualname) if found is not None and is_global else None
        return assigned if assigned is not None else value
    return value


def is_class(project: Project, value: Value, near: Module) -> bool:
    """Whether ``value`` certainly is a class."""
    match behind(project, value, near):
        case Name(path):
            if path in _MODELS or path.endswith((".through", ".__class__")) or project.names.class_at(path, near):
                return True
            name = path.rpartition(".")[2]
            return path.startswith("django.") and name[:1].isupper() and not name.isupper()
        case Call(Name("builtins.type"), (_,)) | Call(Name("django.contrib.auth.get_user_model")):
            return True
        case Attribute(_, "__class__" | "through"):
            return True
        case _:
            return False


def is_new_instance(project: Project, value: Value, near: Module) -> bool:
    """Whether ``value`` is an object that the expression itself makes, of a class of the project or of Django."""
    match value:
        case Call(Name(path)):
            return path in _MODELS or (
                project.names.class_at(path, near) is not None and _is_metaclass(project, path, near) is False
            )
        case _:
            return False


def is_own_instance(project: Project, value: Value, near: Module) -> bool:
    """Whether ``value`` is ``self``, in a class that is no metaclass."""
    return isinstance(value, Instance) and _is_metaclass(project, value.path, near) is False


def _is_metaclass(project: Project, path: str, near: Module) -> bool | None:
    return project.names.is_subclass(path, frozenset({"builtins.type", "django.db.models.base.ModelBase"}), near)


def is_module(project: Project, value: Value, near: Module) -> bool:
    """Whether ``value`` is a module of the project."""
    found = project.names.locate(value.path, near) if isinstance(value, Name) else None
    return found is not None and not found.qualname


def is_model(project: Project, path: str, near: Module) -> bool:
    """Whether the class ``path`` certainly is a model."""
    return path in _MODELS or project.names.is_subclass(path, _MODELS, near) is True


def is_abstract(project: Project, path: str, near: Module) -> bool:
    """Whether the class ``path`` certainly is an abstract model: by its own ``Meta``, or by what that inherits."""
    if path in django.ABSTRACT_MODELS:
        return True
    found = project.names.class_at(path, near)
    return found is not None and is_model(project, path, near) and _says_abstract(project, found)


def _says_abstract(project: Project, model: Class) -> bool:
    own = dict(model.outline.meta).get("abstract")
    if own is not None:
        return own is True
    for base in model.outline.meta_bases:
        found = project.names.class_at(base.path, model.module) if isinstance(base, Name) else None
        if found is None:
            continue
        owner = found.outline.qualname.rpartition(".")[0]
        # Django takes `abstract` back from a model's Meta once the model is made: it is not inherited from there.
        if owner and project.names.is_subclass(f"{found.module.name}.{owner}", _MODELS, found.module) is not False:
            return False
        inherited = found.outline.attribute("abstract")
        if inherited is not None:
            return inherited is True
    return False


def is_proxy(model: Class) -> bool:
    """Whether a model's own ``Meta`` makes it a proxy."""
    return dict(model.outline.meta).get("proxy") is True


def concrete_parent(project: Project, path: str, near: Module) -> str:
    """The dotted name of the nearest model with its own table that the model ``path`` inherits; empty without one."""
    _, *ancestors = project.names.ancestors(path, near)
    for ancestor in ancestors:
        name = ancestor if isinstance(ancestor, str) else ancestor.path
        if name in django.MODELS or (
            isinstance(ancestor, Class) and is_model(project, name, near) and not is_abstract(project, name, near)
        ):
            return name
    return ""


def relations(project: Project, path: str, near: Module) -> Iterator[tuple[Relation, Module]]:
    """The relational fields of the class ``path``, inherited ones included, each with the module that it stands in."""
    for ancestor in project.names.ancestors(path, near):
        if isinstance(ancestor, Class):
            for relation in ancestor.outline.relations:
                yield relation, ancestor.module


def relation(project: Project, path: str, near: Module) -> tuple[Relation, Module] | None:
    """The relational field that ``path`` (``shop.models.Pizza.toppings``) is, and the module that it stands in."""
    owner, _, name = path.rpartition(".")
    if not owner or project.names.class_at(owner, near) is None:
        return None
    return next((found for found in relations(project, owner, near) if found[0].name == name), None)


def is_relation(project: Project, path: str, near: Module) -> bool:
    """Whether ``path`` is a relation's descriptor: ``shop.models.Pizza.toppings``."""
    return f"{path}.through" in django.THROUGH_MODELS or relation(project, path, near) is not None


def is_automatic_through(project: Project, path: str, near: Module) -> bool:
    """Whether ``path`` (``shop.models.Pizza.toppings.through``) is a through model that Django makes by itself."""
    if path in django.THROUGH_MODELS:
        return True
    field, _, last = path.rpartition(".")
    found = relation(project, field, near) if last == "through" else None
    return found is not None and found[0].kind == "ManyToManyField" and found[0].through is None


def certainly_no_through(project: Project, path: str, near: Module) -> bool:
    """Whether the model ``path`` certainly is the through model of no relation.

    A through model has a foreign key to either end, and one of the ends has the relation that names it. So where every
    base is known, one with fewer than two foreign keys is none; nor is one whose ends are known, and do not name it.
    """
    if path in django.MODELS:
        return True
    model = project.names.class_at(path, near)
    if model is None or not is_model(project, path, near):
        return False
    for ancestor in project.names.ancestors(path, near):
        if isinstance(ancestor, str) and not (
            ancestor in _MODEL | django.ABSTRACT_MODELS or ancestor.startswith(_PLAIN_BASES)
        ):
            return False
    defined_here = [relation for outline in model.module.outline.classes for relation in outline.relations]
    if any(_names(project, model, relation, model.module) for relation in defined_here):
        return False
    keys = [key for key in relations(project, path, near) if "ManyToMany" not in key[0].kind]
    if len(keys) < 2:
        return True
    return all(_is_known_end(project, model, *key) for key in keys)


def _is_known_end(project: Project, model: Class, key: Relation, near: Module) -> bool:
    """Whether what a foreign key of ``model`` points to is known, and has no relation through ``model``."""
    target = project.names.resolve(key.target, near)
    if isinstance(target, Literal) and "." not in str(target.value):
        target = Name(f"{near.name}.{target.value}")
    if not isinstance(target, Name):
        return False
    if target.path in django.MODELS:
        return target.path != django.USER_MODEL
    if project.names.class_at(target.path, near) is None:
        return False
    return not any(_names(project, model, *named) for named in relations(project, target.path, near))


def _names(project: Project, model: Class, named: Relation, near: Module) -> bool:
    """Whether a relation is, or may be, through ``model``."""
    if named.through is None:
        return False
    through = project.names.resolve(named.through, near)
    match through:
        case Name(path):
            return path == model.path
        case Literal(text):
            return str(text).rpartition(".")[2].lower() == model.outline.qualname.lower()
        case _:
            return True
