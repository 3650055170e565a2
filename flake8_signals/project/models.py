"""What a sender is, as far as the source says: a class, a kind of model, a relation, a module.

Only the modules that the sender leads to are read, never the whole project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django_models, libraries
from flake8_signals.knowledge.libraries import PLAIN_BASES
from flake8_signals.project.names import Class, name_of
from flake8_signals.syntax.values import Argument, Attribute, Call, Instance, Literal, Name, Value, last_name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import Relation

_MODELS = django_models.MODEL_CLASSES | django_models.ABSTRACT_MODELS | frozenset(django_models.MODELS)

_FIELDS = ("Field", "ForeignKey")

_BY_LABEL = {label.lower(): path for path, label in django_models.MODELS.items()}
"""The models of Django's contrib apps, by label in lower case: Django ignores the case of a model's name."""


def behind(file: SourceFile, value: Value) -> Value:
    """``value``, or what it stands for if it is a module's name with a plain assignment."""
    if isinstance(value, Name):
        found = file.names.locate(value.path)
        assigned = found.value if found is not None and "." not in found.qualname else None
        return assigned if assigned is not None else value
    return value


def labelled(file: SourceFile, label: str) -> str:
    """The dotted name of the model with a label such as ``shop.Order``, or else the label; empty if it is no label."""
    app, dot, name = label.partition(".")
    if not dot:
        return ""
    found = file.names.class_at(f"{file.project.startup.apps.labels.get(app, app)}.models.{name}")
    return found.path if found is not None else _BY_LABEL.get(label.lower(), label)


def is_user_model(file: SourceFile, value: Value) -> bool:
    """Whether ``value`` looks up the user model, whichever that is."""
    match behind(file, value):
        case Name("django.conf.settings.AUTH_USER_MODEL") | Call(Name(django_models.GET_USER_MODEL)):
            return True
        case Call(Name("builtins.getattr"), (Argument(Name(owner)), Argument(Literal(name)), *_)):
            return f"{owner}.{name}" == "django.conf.settings.AUTH_USER_MODEL"
        case _:
            return False


def label_in_settings(file: SourceFile, value: Value) -> str | None:
    """The label of the model that settings choose, or leave at a default; empty if unknown, ``None`` if none does."""
    settings = file.project.startup.settings
    match value:
        case Call(
            Name("builtins.getattr"),
            (Argument(Name("django.conf.settings")), Argument(Literal(str() as name)), Argument(default)),
        ):
            return settings.label(name, str(default.value) if isinstance(default, Literal) else "")
        case Call(
            Name("swapper.get_model_name" | "swapper.load_model"),
            (Argument(Literal(str() as app)), Argument(Literal(str() as model)), *_),
        ):
            return settings.label(f"{app}_{model}_MODEL".upper(), f"{app}.{model}")
        case Name(path) if path.startswith("django.conf.settings."):
            return settings.label(last_part(path))
        case _:
            return None


def user_model(file: SourceFile) -> str:
    """The dotted name of the user model, or its label if it is another project's; empty if unknown."""
    return labelled(file, file.project.user_label)


def is_class(file: SourceFile, value: Value) -> bool:
    """Whether ``value`` is certainly a class."""
    match behind(file, value):
        case Name(path):
            if path in _MODELS or path.endswith((".through", ".__class__")) or file.names.class_at(path):
                return True
            name = last_part(path)
            return path.startswith("django.") and name[:1].isupper() and not name.isupper()
        case Call(Name("builtins.type"), (_,)):
            return True
        case Call() as call if is_looked_up_model(call):
            return True
        case Attribute(_, "__class__" | "through"):
            return True
        case _:
            return False


def is_class_of_class(file: SourceFile, value: Value) -> bool:
    """Whether ``value`` is what a class is made by, not the class: ``type(Order)``, ``Order.__class__``."""
    match behind(file, value):
        case Call(Name("builtins.type"), (Argument(inner),)) | Attribute(inner, "__class__"):
            pass
        case Name(path) if path.endswith(".__class__"):
            inner = Name(path.removesuffix(".__class__"))
        case _:
            return False
    match behind(file, inner):
        case Call() as call if is_looked_up_model(call) or _gives_model(file, call):
            return True
        case Name(path):
            return path in _MODELS or file.names.class_at(path) is not None
        case _:
            return False


def _gives_model(file: SourceFile, call: Call, hops: int = 3) -> bool:
    """Whether a call certainly gives a model, whichever: it looks one up, or is of a function that returns that."""
    function = file.resolve(call.function)
    if isinstance(function, Name) and function.path in libraries.MODEL_LOOKUPS:
        return True
    found = file.names.function(function) if hops else None
    returned = found.module.body(found.function).returned if found is not None and not found.function.is_class else ()
    return bool(returned) and all(
        isinstance(value, Call) and _gives_model(file.sibling(found.module), value, hops - 1)  # type: ignore[union-attr]
        for value in returned
    )


def is_looked_up_model(call: Call) -> bool:
    """Whether a call looks a model up: ``get_user_model()``, ``apps.get_model("shop", "Order")``, or one like it."""
    name = last_part(call.function.path) if isinstance(call.function, Name) else ""
    strings = all(isinstance(value, Literal) and isinstance(value.value, str) for value in call.positional)
    return name == "get_user_model" or (name == "get_model" and len(call.positional) in (1, 2) and strings)


def is_looked_up(value: Value) -> bool:
    """Whether ``value`` is a model that is looked up by name, or goes by that name."""
    match value:
        case Call(Name(path)):
            return last_part(path) in ("get_user_model", "get_model")
        case Attribute(_, name) | Call(Attribute(_, name)):
            return name in ("model", "get_model") or name.endswith("_model")
        case _:
            return False


def is_new_instance(file: SourceFile, value: Value) -> bool:
    """Whether the expression ``value`` itself creates an object of a class of the project or of Django."""
    match value:
        case Call(Name(path)):
            return path in _MODELS or (file.names.class_at(path) is not None and _is_metaclass(file, path) is False)
        case _:
            return False


def is_own_instance(file: SourceFile, value: Value) -> bool:
    """Whether ``value`` is ``self``, in a class that is not a metaclass."""
    return isinstance(value, Instance) and _is_metaclass(file, value.path) is False


def _is_metaclass(file: SourceFile, path: str) -> bool | None:
    return file.names.is_subclass(path, frozenset({"builtins.type", "django.db.models.base.ModelBase"}))


def is_module(file: SourceFile, value: Value) -> bool:
    """Whether ``value`` is a module of the project."""
    found = file.names.locate(value.path) if isinstance(value, Name) else None
    return found is not None and not found.qualname


def is_model(file: SourceFile, path: str) -> bool:
    """Whether the class ``path`` is certainly a model."""
    return path in _MODELS or file.names.is_subclass(path, _MODELS) is True


def looks_like_model(file: SourceFile, path: str) -> bool:
    """Whether the class ``path`` is a model, or has a model's fields and some base that is not in sight."""
    found = file.names.class_at(path)
    if found is None or is_model(file, path):
        return found is not None
    made = [value.path for _, value in found.outline.made if isinstance(value, Name)]
    has_fields = any(field.startswith("django.db.models.") and field.endswith(_FIELDS) for field in made)
    return has_fields and file.names.is_subclass(path, _MODELS) is not False


def is_abstract(file: SourceFile, path: str) -> bool:
    """Whether the class ``path`` is certainly an abstract model, by its own ``Meta`` or one that this inherits."""
    if path in django_models.ABSTRACT_MODELS:
        return True
    found = file.names.class_at(path)
    return found is not None and is_model(file, path) and _says_abstract(file, found)


def _says_abstract(file: SourceFile, model: Class) -> bool:
    own = dict(model.outline.meta).get("abstract")
    if own is not None:
        return own is True
    names = file.sibling(model.module).names
    for base in model.outline.meta_bases:
        found = names.class_at(base.path) if isinstance(base, Name) else None
        if found is None:
            continue
        owner = found.outline.qualname.rpartition(".")[0]
        # Django resets `abstract` in the Meta of a finished model: it is not inherited from there.
        home = file.sibling(found.module)
        if owner and home.names.is_subclass(f"{found.module.name}.{owner}", _MODELS) is not False:
            return False
        inherited = found.outline.attribute("abstract")
        if inherited is not None:
            return inherited is True
    return False


def is_unmanaged(file: SourceFile, path: str) -> bool:
    """Whether Django does not make the table of the model ``path``, and so none of its constraints."""
    found = file.names.class_at(path)
    return found is not None and dict(found.outline.meta).get("managed") is False


def is_proxy(model: Class) -> bool:
    """Whether a model's own ``Meta`` makes it a proxy."""
    return dict(model.outline.meta).get("proxy") is True


def concrete_ancestors(file: SourceFile, path: str) -> Iterator[Class | str]:
    """The models that ``path`` inherits from, the nearest first, without abstract ones: those with a table, proxies."""
    _, *ancestors = file.names.ancestors(path)
    for ancestor in ancestors:
        name = name_of(ancestor)
        if name in django_models.MODELS or (
            isinstance(ancestor, Class) and is_model(file, name) and not is_abstract(file, name)
        ):
            yield ancestor


def concrete_parent(file: SourceFile, path: str) -> str:
    """The dotted name of the nearest model that ``path`` inherits from and that is not abstract; empty if none is."""
    return next(map(name_of, concrete_ancestors(file, path)), "")


def relations(file: SourceFile, path: str) -> Iterator[tuple[Relation, SourceFile]]:
    """The relational fields of the class ``path``, inherited ones included, each with the file that defines it."""
    for ancestor in file.names.ancestors(path):
        if isinstance(ancestor, Class):
            for relation in ancestor.outline.relations:
                yield relation, file.sibling(ancestor.module)


def relation(file: SourceFile, path: str) -> tuple[Relation, SourceFile] | None:
    """The relational field that ``path`` (``shop.models.Pizza.toppings``) is, and the file that defines it."""
    owner, _, name = path.rpartition(".")
    if not owner or file.names.class_at(owner) is None:
        return None
    return next((found for found in relations(file, owner) if found[0].name == name), None)


def made_by(file: SourceFile, path: str, relation: Relation) -> Call | None:
    """The call that makes a relational field of the class ``path``; ``None`` where that is not known."""
    for ancestor in file.names.ancestors(path):
        if isinstance(ancestor, Class) and relation in ancestor.outline.relations:
            value = ancestor.module.value(f"{ancestor.outline.qualname}.{relation.name}")
            return value if isinstance(value, Call) else None
    return None


def is_file_field(file: SourceFile, path: str, name: str) -> bool:
    """Whether the model ``path`` has a field ``name`` for a file."""
    for ancestor in file.names.ancestors(path):
        if isinstance(ancestor, Class) and name in dict(ancestor.outline.made):
            return last_name(dict(ancestor.outline.made)[name]).endswith(("FileField", "ImageField"))
    return False


def makes_key(file: SourceFile, path: str) -> bool:
    """Whether objects of the model ``path`` certainly have a key before they are saved, by a default."""
    return is_model(file, path) and any(
        isinstance(ancestor, Class) and ancestor.outline.makes_key for ancestor in file.names.ancestors(path)
    )


def is_relation(file: SourceFile, path: str) -> bool:
    """Whether ``path`` is a relation's descriptor: ``shop.models.Pizza.toppings``."""
    return f"{path}.through" in django_models.THROUGH_MODELS or relation(file, path) is not None


def is_automatic_through(file: SourceFile, path: str) -> bool:
    """Whether ``path`` (``shop.models.Pizza.toppings.through``) is a through model that Django creates itself."""
    if path in django_models.THROUGH_MODELS:
        return True
    field, _, last = path.rpartition(".")
    found = relation(file, field) if last == "through" else None
    return found is not None and found[0].kind == "ManyToManyField" and found[0].through is None


def certainly_no_through(file: SourceFile, path: str) -> bool:
    """Whether the model ``path`` is certainly not the through model of a relation.

    A through model has a foreign key to each end, and one of these ends has the relation that names it. So with all
    bases known, a model with fewer than two foreign keys is none. Nor is one whose ends are known and have no such
    relation.
    """
    if path in django_models.MODELS:
        return True
    model = file.names.class_at(path)
    if model is None or not is_model(file, path):
        return False
    for ancestor in file.names.ancestors(path):
        if isinstance(ancestor, str) and not (
            ancestor in django_models.MODEL_CLASSES | django_models.ABSTRACT_MODELS or ancestor.startswith(PLAIN_BASES)
        ):
            return False
    defined_here = [relation for outline in model.module.outline.classes for relation in outline.relations]
    home = file.sibling(model.module)
    if any(_names(home, model, relation) for relation in defined_here):
        return False
    keys = [key for key in relations(file, path) if "ManyToMany" not in key[0].kind]
    if len(keys) < 2:
        return True
    return all(_is_known_end(home, model, key) for key, home in keys)


def _is_known_end(file: SourceFile, model: Class, key: Relation) -> bool:
    """Whether the target of one of ``model``'s foreign keys is known, and has no relation through ``model``."""
    target = file.resolve(key.target)
    if isinstance(target, Literal) and "." not in str(target.value):
        target = Name(f"{file.module.name}.{target.value}")
    if not isinstance(target, Name):
        return False
    if target.path in django_models.MODELS:
        return target.path != django_models.USER_MODEL
    if file.names.class_at(target.path) is None:
        return False
    return not any(_names(home, model, named) for named, home in relations(file, target.path))


def _names(file: SourceFile, model: Class, named: Relation) -> bool:
    """Whether a relation is, or may be, through ``model``."""
    if named.through is None:
        return False
    through = file.resolve(named.through)
    match through:
        case Name(path):
            return path == model.path
        case Literal(text):
            return last_part(str(text)).lower() == model.outline.qualname.lower()
        case _:
            return True
