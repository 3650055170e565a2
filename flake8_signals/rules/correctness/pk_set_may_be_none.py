from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class PkSetMayBeNone(BodyRule):
    """A receiver of ``m2m_changed`` uses ``pk_set``, which may be ``None``.

    ## Why is this bad?
    ``clear()`` sends the signal with ``pk_set=None``, before and after. Iterating over it, counting it or looking into
    it raises ``TypeError`` then. It shows only when somebody clears the relation. A test such as
    ``action.startswith("post_")`` does not leave that out.

    ## Example
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def list_toppings(sender, instance, action, pk_set, **kwargs):  # SIG609
        logging.info("%s of %s: %s", action, instance, sorted(pk_set))
    ```

    ## Use instead
    ```python
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def list_toppings(sender, instance, action, pk_set, **kwargs):
        if pk_set is not None:
            logging.info("%s of %s: %s", action, instance, sorted(pk_set))
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
    """

    code = "SIG609"
    receives_only = ("m2m_changed",)
    runs_for_all = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((fault for fault in receiver.body.faults if fault.kind == "keys-of-clear"), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} uses pk_set (line {found.line}), which is None for pre_clear and "
                f"post_clear, so clear() raises {found.detail}; leave those actions out first",
            )
