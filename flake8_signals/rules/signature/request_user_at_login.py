"""SIG212."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.effects import receivers_to_judge, receives_any, runs_as_written
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import Receiver, SourceFile
    from flake8_signals.syntax.facts import Use

_HARMLESS = frozenset({"request", "sender", "user"})
"""What may be tested, and holds for a login by the test client all the same."""


class RequestUserAtLogin(FileRule):
    """A receiver of ``user_logged_in`` reads ``request.user``.

    ## Why is this bad?
    ``login()`` gives the request a user only where it has one already. The test client's ``login()`` and
    ``force_login()`` pass a bare ``HttpRequest`` that no middleware has seen: reading its ``user`` raises
    `AttributeError`, and no test can log in. The signal sends the user by itself.

    ## Example
    ```python
    @receiver(user_logged_in)
    def welcome(sender, request, **kwargs):  # SIG212
        cache.set("last-login", request.user.pk)
    ```

    ## Use instead
    ```python
    @receiver(user_logged_in)
    def welcome(sender, request, user, **kwargs):
        cache.set("last-login", user.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/contrib/auth/#django.contrib.auth.signals.user_logged_in
    - https://docs.djangoproject.com/en/stable/topics/testing/tools/#django.test.Client.force_login
    """

    code = "SIG212"
    opt_in = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that certainly reads the user off the request, once."""
        for receiver in receivers_to_judge(file):
            if receives_any(receiver, "user_logged_in") and runs_as_written(receiver):
                found = next((use for use in receiver.body.uses if _reads_user(receiver, use)), None)
                if found is not None:
                    yield self.violation(
                        receiver,
                        f"receiver {receiver.title} reads request.user in line {found.line}, and the test client's "
                        "login() sends a request without one: AttributeError; use the signal's own user",
                    )


def _reads_user(receiver: Receiver, use: Use) -> bool:
    """Whether a use reads the user of whatever request is sent, which nothing has given it one before."""
    if use.name != "request" or use.how != "attribute" or use.detail != "user":
        return False
    given = any(
        other.name == "request" and (other.how == "assign" or (other.how == "set" and other.detail == "user"))
        for other in receiver.body.uses
    )
    return not given and all(guard in _HARMLESS or guard.startswith("user.") for guard in use.guards)
