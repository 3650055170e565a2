from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class PkTestedInPreSave(BodyRule):
    """A receiver of ``pre_save`` assumes that an object with a primary key is already saved.

    ## Why is this bad?
    A model whose key has a default (a ``UUIDField``, for example), an object with a key of its own and one from a
    fixture have their key before they are first saved. Check ``instance._state.adding`` instead.

    ## Example
    ```python
    @receiver(pre_save, sender=Order)
    def start(sender, instance, **kwargs):  # SIG613
        if not instance.pk:
            instance.status = "new"
    ```

    ## Use instead
    ```python
    @receiver(pre_save, sender=Order)
    def start(sender, instance, **kwargs):
        if instance._state.adding:
            instance.status = "new"
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/models/instances/#django.db.models.Model._state
    """

    code = "SIG613"
    opt_in = True
    receives_only = ("pre_save",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        tests = (use for use in receiver.body.uses if use.name == "instance" and use.how == "test")
        found = next((use for use in tests if use.detail in ("pk", "id")), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} tests instance.{found.detail} (line {found.line}), which may be set "
                "before the first save; check instance._state.adding",
            )
