from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.knowledge import django_models
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.values import Value

_CHOOSES = re.compile(rb"(?<![\w.])AUTH_USER_MODEL[\"']?\]?\s*[:=](?!=|\s*(?:getattr\b|settings\b|[\"']auth\.User\b))")
"""Where a file may set another value than Django's own."""


class ConcreteUserSender(ConnectionRule):
    """A receiver of a model signal is connected to ``django.contrib.auth``'s own ``User``.

    ## Why is this bad?
    A project with its own user model never saves Django's ``User``, so the receiver is never called. Model signals
    accept the setting's value as the sender, and look the model up. Not reported: sites whose own settings keep
    Django's user, and tests, which choose their settings themselves.

    ## Example
    ```python
    from django.contrib.auth.models import User

    @receiver(post_save, sender=User)  # SIG406
    def greet(sender, instance, **kwargs):
        instance.greet()
    ```

    ## Use instead
    ```python
    from django.conf import settings

    @receiver(post_save, sender=settings.AUTH_USER_MODEL)
    def greet(sender, instance, **kwargs):
        instance.greet()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/auth/customizing/#referencing-the-user-model
    """

    code = "SIG406"
    advice = True
    in_tests = False

    def check(self, connection: Connection) -> Iterator[Violation]:
        options = connection.sender_options
        is_user = (
            options
            and connection.signals
            and all(map(_is_user, options))
            and all(map(_is_of_models, connection.signals))
        )
        if is_user and not _keeps_user(connection.file):
            yield self.violation(
                connection,
                f"{connection.title} is connected to django.contrib.auth's User, and is never called in a project with "
                "another user model; pass sender=settings.AUTH_USER_MODEL",
                _fix(connection),
            )


def _is_user(sender: Value) -> bool:
    match sender:
        case Name(path):
            return path == django_models.USER_MODEL
        case Literal(text):
            return str(text).lower() == django_models.MODELS[django_models.USER_MODEL].lower()
        case _:
            return False


def _keeps_user(file: SourceFile) -> bool:
    """Whether the file is part of a site whose user certainly is Django's own."""
    startup = file.project.startup
    return startup.settings.is_of_site(file.path) and not any(
        b"AUTH_USER_MODEL" in text and _CHOOSES.search(text)
        for path, text in file.project.files.texts.items()
        if not file.project.files.is_test(path)
    )


def _is_of_models(signal: Signal) -> bool:
    """Whether a signal looks up a sender that is given as a string, and is sent by models themselves."""
    return signal.looks_up_models and signal.name != "m2m_changed"


def _fix(connection: Connection) -> Fix | None:
    if connection.fact.how == "wrapper":
        return None
    imports, unused = ("django.conf.settings",), (django_models.USER_MODEL,)
    return Fix(pass_setting, connection.place, unsafe=True, imports=imports, unused=unused)


@edits.of("Call")
def pass_setting(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` or ``receiver()`` with the user model's setting for its sender."""
    return edits.arguments.connecting(call, _with_setting)


def _with_setting(call: cst.Call) -> cst.Call:
    index = edits.arguments.index_of(call, "sender", 1)
    setting = cst.parse_expression("settings.AUTH_USER_MODEL")
    return call if index is None else edits.arguments.with_value(call, index, setting)
