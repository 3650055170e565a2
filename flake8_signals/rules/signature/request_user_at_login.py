from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Use

_HARMLESS = frozenset({"request", "sender", "user"})
"""What may be tested, and holds for a login by the test client all the same."""


class RequestUserAtLogin(BodyRule):
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
    receives_any = ("user_logged_in",)
    runs_as_written = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
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
