from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.project.receivers import Receiver
from flake8_signals.rule import Fix, SignatureRule, Violation
from flake8_signals.syntax.facts import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.receivers import MetSignature
    from flake8_signals.syntax.facts import Use

_WITHOUT = {"environ": "under ASGI", "scope": "under WSGI"}

_GLOBAL_APPS = ("django.apps.apps as global_apps",)
"""The import of what Django's own receivers of post_migrate use where no apps are sent."""


class ParameterSometimesSent(SignatureRule):
    """A receiver requires an argument that its signal does not always send.

    ## Why is this bad?
    If the signal is sent without the argument, the call raises `TypeError`, and ``kwargs["apps"]`` raises `KeyError`:

    - ``request_started`` sends ``environ`` under WSGI and ``scope`` under ASGI, never both. A
      receiver that requires one of them fails on each request when the project is served the
      other way.
    - ``post_migrate`` is sent with ``apps``, ``plan`` and ``stdout`` by ``migrate``, and without
      them by ``flush`` and by a `TransactionTestCase` with ``available_apps``. For ``pre_migrate``
      they depend on the caller as well: Django's own receivers give them defaults.

    ## Example
    ```python
    @receiver(request_started)
    def trace(sender, environ, **kwargs):  # SIG202
        logging.debug("a request with %s", environ)
    ```

    ## Use instead
    ```python
    @receiver(request_started)
    def trace(sender, environ=None, **kwargs):
        logging.debug("a request with %s", environ)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#request-started
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-migrate
    """

    code = "SIG202"

    def check(self, met: MetSignature) -> Iterator[Violation]:
        for parameter in met.signature.required:
            name = parameter.name
            connection = next((connection for connection in met.connections if _may_lack(connection, name)), None)
            if connection is not None and parameter.kind != "positional-only":
                yield self.violation(
                    met.at.report_at(connection),
                    f"{met.title} requires {name!r}, which {connection.signals[0].name} {_lack(name)}: "
                    f"calling it then raises TypeError; give it a default ({name}={_default(name)}){_imported(name)}",
                    _fix(met, name),
                )
        if isinstance(met.at, Receiver):
            yield from self._keys(met.at, met.connections)

    def _keys(self, receiver: Receiver, connections: tuple[Connection, ...]) -> Iterator[Violation]:
        """What a receiver reads from its ``**kwargs`` as if it always were there."""
        given: dict[str, Use] = {}
        for use in receiver.body.uses:
            if use.from_kwargs and use.how == "key" and not _is_guarded(receiver, use):
                given.setdefault(use.name, use)
        for name, use in given.items():
            connection = next((connection for connection in connections if _may_lack(connection, name)), None)
            if connection is not None:
                kwargs = receiver.function.signature.catch_all
                default = f", {_default(name)}" if name == "apps" else ""
                yield self.violation(
                    receiver.report_at(connection),
                    f"receiver {receiver.title} reads {kwargs}[{name!r}] on line {use.line}, which "
                    f"{connection.signals[0].name} {_lack(name)}: that then raises KeyError; read it by "
                    f"{kwargs}.get({name!r}{default}){_imported(name)}",
                    _fix_of_key(receiver, use) if name == "apps" else None,
                )


def _is_guarded(receiver: Receiver, use: Use) -> bool:
    """Whether it is known to be there where it is read: it, or what is sent in its place, has been asked for."""
    asked = {use.name, *_WITHOUT, "signal", "sender", "<try>", receiver.function.signature.catch_all}
    named = {parameter.name for parameter in receiver.function.signature.named}
    return bool(asked & {*use.guards}) or use.name in named or receiver.puts_into_kwargs(use.name)


def _may_lack(connection: Connection, name: str) -> bool:
    sent = connection.sent(name)
    return any(sent) and not any(argument is not None and argument.always for argument in sent)


def _lack(name: str) -> str:
    return f"does not send {_WITHOUT[name]}" if name in _WITHOUT else "does not always send"


def _imported(name: str) -> str:
    """What a message adds to a default that has to be imported."""
    return ", from django.apps import apps as global_apps" if name == "apps" else ""


def _default(name: str) -> str:
    """The default value for the parameter ``name``."""
    # As in Django's own receivers of post_migrate: without the migration's state, the current models are right.
    return "global_apps" if name == "apps" else "None"


def _fix(met: MetSignature, name: str) -> Fix | None:
    written = met.written
    if written is None:
        return None
    imports = _GLOBAL_APPS if name == "apps" else ()
    is_called = isinstance(met.at, Receiver) and met.at.callers.may_exist
    arguments = (name, _default(name), is_called)
    return Fix(give_default, written.place, arguments=arguments, path=written.path, imports=imports)


def _fix_of_key(receiver: Receiver, use: Use) -> Fix:
    place = Place(use.line, 0, use.line, 0)
    arguments = (receiver.function.signature.catch_all,)
    return Fix(get_apps, place, arguments=arguments, path=receiver.module.path, imports=_GLOBAL_APPS)


@edits.of("SimpleStatementLine")
def get_apps(statement: cst.SimpleStatementLine, kwargs: str) -> cst.BaseStatement:
    """A statement in which ``kwargs["apps"]`` has a default."""
    key = matchers.SimpleString(matchers.MatchRegex(r"['\"]apps['\"]"))
    index = matchers.SubscriptElement(matchers.Index(key))
    read = matchers.Subscript(matchers.Name(kwargs), slice=[index])

    def with_default(node: cst.CSTNode, _: object) -> cst.BaseExpression:
        subscript = cst.ensure_type(node, cst.Subscript)
        found = cst.ensure_type(cst.ensure_type(subscript.slice[0].slice, cst.Index).value, cst.SimpleString)
        return cst.Call(
            cst.Attribute(subscript.value, cst.Name("get")),
            [
                cst.Arg(found, comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))),
                cst.Arg(cst.Name("global_apps")),
            ],
        )

    return cst.ensure_type(matchers.replace(statement, read, with_default), cst.SimpleStatementLine)


@edits.of("FunctionDef | Call")
def give_default(
    node: cst.FunctionDef | cst.Call,
    name: str,
    default: str,
    is_called: bool,  # noqa: FBT001
) -> cst.FunctionDef | cst.Call:
    """A function, or the lambda that a call is given, with a default for the parameter ``name``.

    Who calls the function itself can go on passing all its parameters by position.
    """
    return edits.parameters.with_parameters(
        node, lambda given, _: edits.parameters.with_default(given, name, default, by_keyword=not is_called)
    )
