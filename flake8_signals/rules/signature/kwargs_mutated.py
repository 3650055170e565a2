from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class KwargsMutated(ReceiverRule):
    """A receiver changes its ``**kwargs``.

    ## Why is this bad?
    Each receiver gets its own dictionary. No other receiver and no sender sees a change to it, and from the changed
    line on ``**kwargs`` is no longer what the signal sent.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def forget(sender, instance, **kwargs):  # SIG208
        kwargs["handled"] = True
        cache.delete(f"order-{instance.pk}")
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def forget(sender, instance, **kwargs):
        cache.delete(f"order-{instance.pk}")
    ```

    ## References
    - ``Signal.send()`` in https://github.com/django/django/blob/main/django/dispatch/dispatcher.py
    """

    code = "SIG208"
    opt_in = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        body = receiver.body
        change = next((use for use in body.uses if use.from_kwargs and use.how == "assign"), None)
        if change is not None:
            kwargs = f"**{receiver.function.signature.catch_all}"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} changes its {kwargs} on line {change.line}, which no other receiver "
                "sees; use a local variable",
            )
