from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.knowledge.django import ASYNC_SINCE, SEND_METHODS
from flake8_signals.rule import Fix, SendRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.subjects import BoundSend


class SyncSendInAsync(SendRule):
    """``send()`` is called in an ``async`` function.

    ## Why is this bad?
    All receivers run, with their queries, before the event loop continues. If one is itself ``async``, the send raises
    `RuntimeError`, since Django cannot wait for it in a thread with a running loop.

    ## Example
    ```python
    paid = Signal()

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    async def pay(order):
        paid.send(sender=Order, order=order)  # SIG721
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
    - https://docs.djangoproject.com/en/stable/topics/async/#async-adapter-functions
    """

    code = "SIG721"
    advice = True

    def check(self, send: BoundSend) -> Iterator[Violation]:
        signal, method, project = send.signal, send.fact.method, send.file.project
        if method not in SEND_METHODS or not send.fact.context.is_async:
            return
        if project.signals.has_own(signal, method, f"a{method}"):
            return
        if (project.min_django or ASYNC_SINCE) >= ASYNC_SINCE:
            yield self.violation(
                send,
                f"{signal.name}.{method}() blocks the event loop, and raises RuntimeError if a receiver is "
                f"async; await {signal.name}.a{method}()",
                Fix(await_asend, send.place, unsafe=True),
            )


@edits.of("BaseStatement", "Call")
def await_asend(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement, call: cst.Call
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """``statement`` with ``await`` and ``asend()`` for the ``send()`` that ``call`` in it is.

    Unchanged in a generator expression: an ``await`` there would make it an async one.
    """
    send = cst.ensure_type(call.func, cst.Attribute)
    asend = send.with_changes(attr=cst.Name(f"a{send.attr.value}"))
    awaited = cst.Await(call.with_changes(func=asend))
    it: Any = matchers.MatchIfTrue(lambda node: node is call)
    tighter = matchers.Attribute(it) | matchers.Subscript(it) | matchers.Call(it)
    if any(matchers.findall(generator, it) for generator in matchers.findall(statement, matchers.GeneratorExp())):
        return statement
    if matchers.findall(statement, tighter):
        awaited = awaited.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return edits.nodes.replaced(statement, {call: awaited})
