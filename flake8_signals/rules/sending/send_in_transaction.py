from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import SendRule, Violation
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.subjects import BoundSend
    from flake8_signals.syntax.facts import Context

_ATOMIC = Name("django.db.transaction.atomic")


class SendInTransaction(SendRule):
    """A signal of the project's own is sent inside a transaction.

    ## Why is this bad?
    Its receivers run before the transaction is committed. They may announce something that is then rolled back. One
    that raises, or breaks the transaction where ``send_robust()`` swallows its error, undoes the whole transaction.

    ## Example
    ```python
    paid = Signal()

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    def pay(order):
        with transaction.atomic():
            order.pay()
            paid.send(sender=Order, order=order)  # SIG705
    ```

    ## Use instead
    ```python
    paid = Signal()

    @receiver(paid)
    def ship(sender, order, **kwargs):
        order.ship()

    def pay(order):
        with transaction.atomic():
            order.pay()
            transaction.on_commit(lambda: paid.send(sender=Order, order=order))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
    """

    code = "SIG705"
    opt_in = True

    def check(self, send: BoundSend) -> Iterator[Violation]:
        if send.signal.module is not None and _is_atomic(send.file, send.fact.context):
            yield self.violation(
                send,
                f"the receivers of {send.signal.name} run before the transaction is committed, and may break it; send "
                "it in transaction.on_commit()",
            )


def _is_atomic(file: SourceFile, context: Context) -> bool:
    if _ATOMIC in context.in_with:
        return True
    function = file.module.functions.get(context.function)
    return function is not None and _ATOMIC in function.decorators
