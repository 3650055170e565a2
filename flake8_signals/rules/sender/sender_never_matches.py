from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.knowledge import django, django_models
from flake8_signals.knowledge.django import Sender
from flake8_signals.project import models
from flake8_signals.project.senders import sent_by
from flake8_signals.rule import FileRule, Fix, Violation
from flake8_signals.syntax import calls
from flake8_signals.syntax.values import Attribute, Call, Instance, Literal, Name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeGuard

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import Place
    from flake8_signals.syntax.values import Value

_APP_CONFIG = frozenset({"django.apps.AppConfig"})

_SAVES_AND_DELETES = ("pre_save", "post_save", "pre_delete", "post_delete")

_REMEDIES = {
    Sender.THROUGH: "pass the relation's .through",
    Sender.APP_CONFIG: "connect it in ready(), with sender=self",
    Sender.NOBODY: "leave the sender out",
    Sender.MODULE_NAME: "leave the sender out",
}


class SenderNeverMatches(FileRule):
    """The sender is something that the signal is never sent by.

    ## Why is this bad?
    A receiver is called where the signal is sent by the very object that it was connected with. What
    that is depends on the signal: for `m2m_changed` it is the relation's through model, for
    `post_migrate` an ``AppConfig`` instance, for `post_save` the exact class of what is saved, so
    never an abstract model. With any other sender the receiver is connected, without a word, and
    never called.

    ## Example
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings)  # SIG405
    def bake(sender, instance, action, **kwargs):
        if action == "post_add":
            instance.bake()
    ```

    ## Use instead
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def bake(sender, instance, action, **kwargs):
        if action == "post_add":
            instance.bake()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-migrate
    - https://docs.djangoproject.com/en/stable/ref/signals/#got-request-exception
    - https://docs.djangoproject.com/en/stable/topics/db/models/#abstract-base-classes
    """

    code = "SIG405"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        found: dict[tuple[Place, str], Connection] = {}
        for connection in file.connections:
            reasons = [
                "" if _is_sent_by(file, signal, sender) else _reason(file, signal.built_in, sender)
                for signal in connection.signals
                for sender in connection.sender_options
            ]
            if reasons and all(reasons):
                found.setdefault((connection.place, reasons[0]), connection)
        for (_, reason), connection in found.items():
            yield self.violation(connection, f"this never calls {connection.title}: {reason}", _fix(connection))


def _is_sent_by(file: SourceFile, signal: Signal, sender: Value) -> bool:
    """Whether the project itself may send a signal by a sender."""
    awaited = file.names.class_at(sender.path) if isinstance(sender, Name) else None
    for where, send in file.project.index.sends_of(signal):
        sent = None if where.is_test else sent_by(where, send.call.argument("sender", 0))
        if where.is_test or (sent is not None and _is_no_class(file, sender)):
            continue
        if sent is None or awaited is None or sent.may_be(awaited, file):
            return True
    return False


def _is_no_class(file: SourceFile, sender: Value) -> bool:
    """Whether a sender certainly is no class that has objects which are no classes."""
    return (
        isinstance(sender, Instance)
        or models.is_class_of_class(file, sender)
        or models.is_module(file, sender)
        or _is_relation(sender, file)
    )


def _reason(file: SourceFile, signal: django.BuiltInSignal | None, sender: Value) -> str:
    """Why ``signal`` is never sent by ``sender``, and what to do; empty where it may be."""
    if signal is None:
        return ""
    name = last_part(signal.name)
    if signal.sender is Sender.MODEL and isinstance(sender, Name):
        reason = _no_model(file, name, sender.path)
        if reason:
            return reason
    given = _given(file, signal.sender, sender)
    remedy = _REMEDIES.get(signal.sender, f"pass {signal.sender.phrase}")
    if signal.sender is Sender.THROUGH and _is_relation(sender, file):
        remedy = f"pass sender={'.'.join(sender.path.split('.')[-2:])}.through"
    return f"{name} is sent by {signal.sender.phrase}, never by {given}; {remedy}" if given else ""


def _is_relation(sender: Value | None, file: SourceFile) -> TypeGuard[Name]:
    return isinstance(sender, Name) and models.is_relation(file, sender.path)


def _no_model(file: SourceFile, name: str, path: str) -> str:
    """Why a model's own signal is never sent by something that may well be a class."""
    own = last_part(path)
    if models.is_abstract(file, path):
        return f"{own} is an abstract model, and {name} is sent by the models that inherit it; connect it to those"
    if name in _SAVES_AND_DELETES and models.is_automatic_through(file, path):
        return f"Django makes this through model, and sends m2m_changed by it, never {name}; connect it to m2m_changed"
    if models.is_relation(file, path):
        return f"{own} is a field, and {name} is sent by the exact class of the model; pass the model"
    return ""


def _given(file: SourceFile, expected: Sender, sender: Value) -> str:
    """What ``sender`` certainly is, in words, where that is not what is expected."""
    if models.is_module(file, sender):
        return "a module" if expected is not Sender.MODELS_MODULE else ""
    if expected.form == "class" and models.is_class_of_class(file, sender):
        return "a metaclass"
    if expected is Sender.THROUGH:
        return _no_through(file, sender)
    if expected.form == "class":
        is_instance = models.is_new_instance(file, sender) or models.is_own_instance(file, sender)
        return "an instance" if is_instance else ""
    if models.is_class(file, sender):
        return "a class"
    if expected is Sender.APP_CONFIG:
        return _no_app_config(file, sender)
    return ""


def _no_app_config(file: SourceFile, sender: Value) -> str:
    match sender:
        case Attribute(Instance(path), "name" | "label" | "verbose_name" | "module" | "models_module" as name) if (
            file.names.is_subclass(path, _APP_CONFIG)
        ):
            return "a module" if "module" in name else "a string"
        case Call() if models.is_new_instance(file, sender):
            return "one that is made here"
        case _:
            return ""


def _no_through(file: SourceFile, sender: Value) -> str:
    match models.behind(file, sender):
        case Call(Name(django_models.GET_USER_MODEL)) | Name("django.conf.settings.AUTH_USER_MODEL"):
            return "the user model"
        case Literal(text) if isinstance(text, str):
            return "that model" if text.lower() in {label.lower() for label in django_models.MODELS.values()} else ""
        case Name(path):
            if models.is_relation(file, path):
                return "the field itself"
            if models.certainly_no_through(file, path):
                return "the model itself"
            return "the field itself" if _is_models_attribute(file, path) else ""
        case Attribute(_, "remote_field"):  # of whatever field
            return "the relation itself"
        case Attribute(owner, name) if _is_field_name(name) and models.is_looked_up(owner):
            return "the field itself"
        case _:
            return ""


def _is_models_attribute(file: SourceFile, path: str) -> bool:
    """Whether ``path`` is an attribute of a class, no matter which, that is no through model: ``User.groups``."""
    owner, _, name = path.rpartition(".")
    holder = last_part(owner)
    if not _is_field_name(name) or not holder[:1].isupper() or holder.isupper() or file.names.class_at(path):
        return False
    if models.is_looked_up(models.behind(file, Name(owner))):
        return True
    found = file.names.locate(path)
    value = found.value if found is not None else None
    return found is None or (isinstance(value, Call) and last_part(calls.root(value)).endswith("Field"))


def _is_field_name(name: str) -> bool:
    return name.islower() and not name.startswith("_") and "through" not in name


def _fix(connection: Connection) -> Fix | None:
    """Pass the relation's ``through`` model, where it is the relation that is passed."""
    expected = {signal.built_in.sender for signal in connection.signals if signal.built_in is not None}
    is_relation = expected == {Sender.THROUGH} and _is_relation(connection.sender, connection.file)
    return (
        Fix(pass_through, connection.place, unsafe=True) if is_relation and connection.fact.how != "wrapper" else None
    )


@edits.of("Call")
def pass_through(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` or ``receiver()`` with ``.through`` behind its sender."""
    return edits.arguments.connecting(call, _with_through)


def _with_through(call: cst.Call) -> cst.Call:
    index = edits.arguments.index_of(call, "sender", 1)
    if index is None or not isinstance(call.args[index].value, (cst.Name, cst.Attribute)):
        return call
    return edits.arguments.with_value(call, index, cst.Attribute(call.args[index].value, cst.Name("through")))
