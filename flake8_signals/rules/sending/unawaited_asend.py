from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.knowledge.django import ASYNC_SEND_METHODS
from flake8_signals.rule import Fix, SendRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.subjects import BoundSend


class UnawaitedAsend(SendRule):
    """``asend()`` is called and not awaited.

    ## Why is this bad?
    The call alone creates a coroutine that nothing runs. No receiver is called, and only a `RuntimeWarning` says so.

    ## Example
    ```python
    paid = Signal()

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    async def pay(order):
        paid.asend(sender=Order, order=order)  # SIG720
    ```

    ## Use instead
    ```python
    paid = Signal()

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    async def pay(order):
        await paid.asend(sender=Order, order=order)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#django.dispatch.Signal.asend
    """

    code = "SIG720"

    def check(self, send: BoundSend) -> Iterator[Violation]:
        fact = send.fact
        if fact.method in ASYNC_SEND_METHODS and not fact.awaited and not fact.used and send.is_plain:
            remedy = "await it" if fact.context.is_async else f"call {fact.method[1:]}()"
            yield self.violation(
                send,
                f"{send.signal.name}.{fact.method}() is never awaited, so no receiver runs; {remedy}",
                Fix(await_it if fact.context.is_async else send_now, send.place, unsafe=True),
            )


@edits.of("Call")
def await_it(call: cst.Call) -> cst.Await:
    """``await`` with a call of ``asend()``."""
    return cst.Await(call)


@edits.of("Call")
def send_now(call: cst.Call) -> cst.Call:
    """A call of ``asend()`` as one of ``send()``."""
    asend = cst.ensure_type(call.func, cst.Attribute)
    return call.with_changes(func=asend.with_changes(attr=cst.Name(asend.attr.value.removeprefix("a"))))
