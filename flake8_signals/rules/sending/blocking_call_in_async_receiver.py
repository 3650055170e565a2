from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Effect

_DATABASE = frozenset("save create update delete m2m bulk query refresh sql transaction schema".split())

_WAITING = frozenset({"network", "mail", "sleep", "subprocess"})

_NOT_ASYNC = frozenset({"add", "aggregate", "atomic"})
"""Methods that begin like the ``async`` twins of others."""


class BlockingCallInAsyncReceiver(ReceiverRule):
    """An ``async`` receiver waits for something without awaiting it.

    ## Why is this bad?
    The event loop does nothing else meanwhile: every request of the process waits. Django's ORM does not even
    wait, but raises `SynchronousOnlyOperation`.

    ## Example
    ```python
    @receiver(user_logged_in)
    async def count(sender, user, **kwargs):  # SIG724
        Customer.objects.filter(user=user).update(logins=F("logins") + 1)
    ```

    ## Use instead
    ```python
    @receiver(user_logged_in)
    async def count(sender, user, **kwargs):
        await Customer.objects.filter(user=user).aupdate(logins=F("logins") + 1)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/async/#queries-the-orm
    - https://docs.djangoproject.com/en/stable/topics/async/#async-safety
    """

    code = "SIG724"
    supersedes = frozenset({"SIG501", "SIG502"})

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        if not receiver.function.is_async or not any(connection.is_django for connection in receiver.connections):
            return
        blocking = next(filter(_blocks, receiver.body.effects), None)
        if blocking is not None:
            consequence = "raises SynchronousOnlyOperation" if blocking.kind in _DATABASE else "blocks the event loop"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} is async, and {_what(blocking)} in line {blocking.line} {consequence}; "
                "await its async twin, or wrap it in sync_to_async()",
            )


def _blocks(effect: Effect) -> bool:
    if effect.awaited or effect.deferred or effect.kind not in _DATABASE | _WAITING:
        return False
    # The twins are no coroutines of an ORM that is called: something else awaits them.
    return not effect.method.startswith("a") or effect.method in _NOT_ASYNC


def _what(effect: Effect) -> str:
    return "the query" if effect.method == "iterate" else f"{effect.method}()"
