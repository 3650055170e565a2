from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.project.receivers import Receiver
from flake8_signals.rule import Fix, SignatureRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.receivers import MetSignature
    from flake8_signals.syntax.values import SignatureParameter

_WITHOUT = {"environ": "under ASGI", "scope": "under WSGI"}


class ParameterSometimesSent(SignatureRule):
    """A receiver requires an argument that its signal does not always send.

    ## Why is this bad?
    If the signal is sent without the argument, the call raises `TypeError`:

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
            connection = next((connection for connection in met.connections if _may_lack(connection, parameter)), None)
            if connection is not None:
                name = parameter.name
                lacks = f"does not send {_WITHOUT[name]}" if name in _WITHOUT else "does not always send"
                default = "global_apps, django.apps.apps" if name == "apps" else _default(name)
                yield self.violation(
                    met.at.report_at(connection),
                    f"{met.title} requires {name!r}, which {connection.signals[0].name} {lacks}: "
                    f"calling it then raises TypeError; give it a default ({name}={default})",
                    _fix(met, name),
                )


def _may_lack(connection: Connection, parameter: SignatureParameter) -> bool:
    sent = connection.sent(parameter.name)
    always = any(argument is not None and argument.always for argument in sent)
    return any(sent) and not always and parameter.kind != "positional-only"


def _default(name: str) -> str:
    """The default value for the parameter ``name``."""
    # As in Django's own receivers of post_migrate: without the migration's state, the current models are right.
    return "global_apps" if name == "apps" else "None"


def _fix(met: MetSignature, name: str) -> Fix | None:
    written = met.written
    if written is None:
        return None
    imports = ("django.apps.apps as global_apps",) if name == "apps" else ()
    is_called = isinstance(met.at, Receiver) and met.at.may_be_called
    arguments = (name, _default(name), is_called)
    return Fix(give_default, written.place, arguments=arguments, path=written.path, imports=imports)


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
