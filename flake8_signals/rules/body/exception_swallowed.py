from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class ExceptionSwallowed(BodyRule):
    """A receiver hides every exception, whatever it is.

    ## Why is this bad?
    Nobody ever learns that the receiver has failed. Worse, an error of the database inside a
    transaction leaves that broken: every query after it fails, far from here, and with the
    cause gone. Catch the exception that is expected; around queries, with an ``atomic()`` block
    of their own inside the ``try``.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def tell_customer(sender, instance, **kwargs):  # SIG511
        try:
            instance.customer.email_status()
        except Exception:
            pass
    ```

    ## Use instead
    ```python
    logger = logging.getLogger(__name__)


    @receiver(post_save, sender=Order)
    def tell_customer(sender, instance, **kwargs):
        try:
            instance.customer.email_status()
        except ConnectionError:
            logger.exception("the customer of order %s was not told", instance.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/transactions/#controlling-transactions-explicitly
    """

    code = "SIG511"
    advice = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        for swallow in receiver.body.swallows[:1]:
            caught = f"every {swallow.catches}" if swallow.catches else "every exception"
            yield self.violation(
                receiver,
                f"receiver {receiver.title} hides {caught} (line {swallow.line}): its errors are lost, and one of "
                "the database breaks the transaction around it; catch what is expected, and log it",
            )
