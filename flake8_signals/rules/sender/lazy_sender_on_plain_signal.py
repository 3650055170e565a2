from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import Place
    from flake8_signals.syntax.values import Value

_MODEL = re.compile(r"\w+\.[A-Z]\w*")
"""What only a lazy reference to a model looks like."""


class LazySenderOnPlainSignal(FileRule):
    """A sender is given as a string to a signal that does not look up models.

    ## Why is this bad?
    Only the model signals (`pre_init` to `m2m_changed`) look up a sender given as ``"app.Model"``. Every other signal
    compares the string itself with its sender, which is a class or an object: the receiver is never called.

    ## Example
    ```python
    @receiver(user_logged_in, sender=settings.AUTH_USER_MODEL)  # SIG403
    def greet(sender, request, user, **kwargs):
        user.greet()
    ```

    ## Use instead
    ```python
    @receiver(user_logged_in, sender=get_user_model())
    def greet(sender, request, user, **kwargs):
        user.greet()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#module-django.db.models.signals
    - https://docs.djangoproject.com/en/stable/topics/auth/customizing/#referencing-the-user-model
    """

    code = "SIG403"
    supersedes = frozenset({"SIG405"})

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every string that is given as the sender of a signal that no such string sends."""
        found: dict[Place, tuple[Connection, Signal, Value]] = {}
        for connection in file.connections:
            options = connection.sender_options
            never = all(_never(file, signal, option) for signal in connection.signals for option in options)
            if connection.signals and options and never:
                found.setdefault(connection.place, (connection, connection.signals[0], options[0]))
        for connection, signal, sender in found.values():
            sent_by = f" and is sent by {signal.built_in.sender.phrase}" if signal.built_in else ""
            yield self.violation(
                connection,
                f"{connection.title} is never called: {signal.name} does not look up models{sent_by}, so the string "
                f"{_text(sender)} never matches; pass the sender itself, or none",
            )


def _text(value: Value) -> str:
    return repr(value.value) if isinstance(value, Literal) else "settings.AUTH_USER_MODEL"


def _never(file: SourceFile, signal: Signal, sender: Value) -> bool:
    if sender == Name("django.conf.settings.AUTH_USER_MODEL"):
        text = "auth.User"
    elif isinstance(sender, Literal) and isinstance(sender.value, str):
        text = sender.value
    else:
        return False
    if signal.built_in is not None:
        # user_login_failed is sent by a string, and whether it is the same object depends on the interpreter.
        return not signal.built_in.lazy_sender and signal.built_in.sender.form != "string"
    near = signal.module or file.module
    if file.project.names.is_subclass(signal.class_path, frozenset({django.MODEL_SIGNAL}), near) is not False:
        return False
    if file.project.signals.has_own(signal, "connect", "_live_receivers") or not _MODEL.fullmatch(text):
        return False
    return not any(_sends(file, signal, send.call.argument("sender", 0), sender, send.signal) for send in file.sends)


def _sends(file: SourceFile, signal: Signal, given: Value | None, sender: Value, sent: Value) -> bool:
    """Whether a send of the same file is by the same string, which is then the same object."""
    return given == sender and file.signal(sent) == signal
