"""SIG609."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.effects import is_bound_again
from flake8_signals.project.receivers import receivers_to_judge
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile


class PkSetMayBeNone(FileRule):
    """A receiver of ``m2m_changed`` goes through ``pk_set``, which may be ``None``.

    ## Why is this bad?
    ``clear()`` sends the signal with ``pk_set=None``, before and after: to iterate over it, count
    it or look into it raises ``TypeError`` then. It shows only when somebody clears the relation.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that goes through it with no guard at all, once."""
        for receiver in receivers_to_judge(file):
            uses = [use for use in receiver.body.uses if use.name == "pk_set"]
            if (
                not receiver.receives_only("m2m_changed")
                or not receiver.runs_as_written
                or any(map(is_bound_again, uses))
            ):
                continue
            found = next((u for u in uses if u.how in ("iterate", "member", "subscript") and not u.guards), None)
            if found is not None:
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} goes through pk_set (line {found.line}), which is None for pre_clear "
                    "and post_clear: clear() raises TypeError; test it, or the action, first",
                )
