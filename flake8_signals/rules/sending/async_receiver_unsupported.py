from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge.django import ASYNC_SINCE
from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class AsyncReceiverUnsupported(ReceiverRule):
    """A receiver is an ``async`` function, and the project supports a Django that cannot await it.

    ## Why is this bad?
    Receivers may be ``async`` since Django 5.0. Before that, the signal calls the function, gets a coroutine and
    discards it: its body never runs.

    ## Example
    ```python
    # requirements.txt
    Django>=4.2
    # shop/signals.py
    @receiver(user_logged_in)
    async def greet(sender, user, **kwargs):  # SIG722
        await user.agreet()
    ```

    ## Use instead
    ```python
    # requirements.txt
    Django>=4.2
    # shop/signals.py
    @receiver(user_logged_in)
    def greet(sender, user, **kwargs):
        user.greet()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/releases/5.0/#signals
    """

    code = "SIG722"
    supersedes = frozenset({"SIG723"})

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        if not receiver.function.is_async or not any(connection.is_django for connection in receiver.connections):
            return
        oldest = receiver.file.project.min_django
        if oldest is not None and oldest < ASYNC_SINCE:
            version = ".".join(map(str, oldest))
            yield self.violation(
                receiver,
                f"receiver {receiver.title} is async, and Django {version}, which the project supports, never "
                "awaits it; make it a sync function",
            )
