from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax import calls
from flake8_signals.syntax.values import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Fault

_ACTS = frozenset("save delete update bulk task mail network send command sleep log print".split())
"""The kinds of calls that certainly return no function."""


class CalledInsteadOfDeferred(BodyRule):
    """A receiver calls what it means to hand to ``on_commit()``.

    ## Why is this bad?
    The arguments of a call are evaluated first: the task is queued, or the mail sent, at once, before the transaction
    is committed. Then ``on_commit()`` is given the result, which it cannot call: ``TypeError``, and the save fails.

    ## Example
    ```python
    # shop/tasks.py
    from celery import shared_task


    @shared_task
    def pack(order_id):
        Order.objects.get(pk=order_id).ship()
    # shop/signals.py
    from shop.tasks import pack


    @receiver(post_save, sender=Order)
    def on_order_saved(sender, instance, **kwargs):  # SIG513
        transaction.on_commit(pack.delay(instance.pk))
    ```

    ## Use instead
    ```python
    # shop/tasks.py
    from celery import shared_task


    @shared_task
    def pack(order_id):
        Order.objects.get(pk=order_id).ship()
    # shop/signals.py
    from shop.tasks import pack


    @receiver(post_save, sender=Order)
    def on_order_saved(sender, instance, **kwargs):
        transaction.on_commit(partial(pack.delay, instance.pk))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
    """

    code = "SIG513"
    supersedes = frozenset({"SIG503"})

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        home = receiver.file.sibling(receiver.module)
        found = next((fault for fault in receiver.body.faults if _is_called(home, fault)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} calls {found.detail}() at once (line {found.line}) and gives on_commit() "
                f"the result, which raises TypeError; pass partial({found.detail}, …)",
            )


def _is_called(file: SourceFile, fault: Fault) -> bool:
    """Whether Django's ``on_commit()`` is given the result of a call that certainly is no function."""
    if fault.kind != "called-for-commit" or not isinstance(fault.value, Call) or fault.by is None:
        return False
    if not calls.root(file.resolve(fault.by)).startswith("django.db."):
        return False
    function = file.resolve(fault.value.function)
    if calls.classify(Call(function, fault.value.arguments))[0] in _ACTS:
        return True
    called = file.callee(function)
    if called.module is None or called.function is None or called.signature is None or called.function.is_class:
        return False
    if called.function.is_async or called.function.is_generator:
        return True
    body = called.module.body(called.function)
    return not body.returned and not body.is_stub
