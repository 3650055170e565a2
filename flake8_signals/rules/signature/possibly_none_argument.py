from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Use


class PossiblyNoneArgument(ReceiverRule):
    """A receiver of ``user_logged_out`` uses the user as if there always were one.

    ## Why is this bad?
    ``user_logged_out`` is sent with ``user=None`` if nobody was logged in (visiting a logout page twice is enough). A
    receiver that reads an attribute of it then raises `AttributeError`: the logout fails with an error 500.

    ## Example
    ```python
    @receiver(user_logged_out)
    def forget(sender, request, user, **kwargs):  # SIG210
        cache.delete(f"basket-{user.pk}")
    ```

    ## Use instead
    ```python
    @receiver(user_logged_out)
    def forget(sender, request, user, **kwargs):
        if user is not None:
            cache.delete(f"basket-{user.pk}")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/contrib/auth/#django.contrib.auth.signals.user_logged_out
    """

    code = "SIG210"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        connection = next(filter(_may_lack_a_user, receiver.connections), None)
        use = next((use for use in receiver.body.uses if use.name == "user" and _reads(receiver, use)), None)
        if connection is not None and use is not None:
            yield self.violation(
                receiver.report_at(connection),
                f"receiver {receiver.title} uses 'user' on line {use.line}, but {connection.signals[0].name} sends "
                "None if nobody was logged in: that raises an error; check it first",
            )


def _may_lack_a_user(connection: Connection) -> bool:
    sent = connection.sent("user")
    # The sender is the user's class: a connection with a sender does not get a send without a user.
    tells = connection.sender not in (None, Literal(None))
    return bool(sent) and all(argument is not None and argument.may_be_none for argument in sent) and not tells


def _reads(receiver: Receiver, use: Use) -> bool:
    """Whether ``use`` fails on ``None``, with all that the receiver does before."""
    guards = {use.name, "signal", "<try>", "sender"}
    assigned = any(other.name == use.name and other.how == "assign" for other in receiver.body.uses)
    return use.how in ("attribute", "subscript", "iterate") and not guards.intersection(use.guards) and not assigned
