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
"""Methods whose names begin like those of ``async`` versions."""

_GOING_THROUGH = frozenset("iterate iterator list tuple set sorted dict frozenset sum min max".split())
"""What goes through a whole queryset, as ``async for`` can."""

_WITH_ASYNC = frozenset(
    "add aggregate bulk_create bulk_update clear contains count create delete earliest exists explain first get "
    "get_or_create in_bulk last latest refresh_from_db remove save set update update_or_create".split()
)
"""Methods of querysets, managers and models with an ``async`` version, whose name is ``a`` and theirs."""


class BlockingCallInAsyncReceiver(ReceiverRule):
    """An ``async`` receiver calls something that blocks.

    ## Why is this bad?
    Meanwhile the event loop does nothing else: every request of the process waits. A query with Django's ORM raises
    `SynchronousOnlyOperation` instead.

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
    advice = True
    supersedes = frozenset({"SIG501", "SIG502"})

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        if not receiver.function.is_async or not any(connection.is_django for connection in receiver.connections):
            return
        blocking = next(filter(_blocks, receiver.body.effects), None)
        if blocking is not None:
            consequence = "raises SynchronousOnlyOperation" if blocking.kind in _DATABASE else "blocks the event loop"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} is async, and {_what(blocking)} on line {blocking.line} {consequence}; "
                f"{_instead(blocking)}wrap it in sync_to_async()",
            )


def _blocks(effect: Effect) -> bool:
    if effect.awaited or effect.deferred or effect.kind not in _DATABASE | _WAITING:
        return False
    # Names of async versions begin with an a: something else awaits their coroutines.
    return not effect.method.startswith("a") or effect.method in _NOT_ASYNC


def _instead(effect: Effect) -> str:
    """What to write instead, in words; empty where there is no async version."""
    if effect.kind == "query" and effect.method in _GOING_THROUGH:
        return "use async for, or "
    if effect.kind not in _DATABASE:
        return "await its async version, or "
    return f"await a{effect.method}(), or " if effect.method in _WITH_ASYNC else ""


def _what(effect: Effect) -> str:
    return "the query" if effect.method == "iterate" else f"{effect.method}()"
