"""SIG612."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project.receivers import receivers_to_judge
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_QUERIES = frozenset("query create update delete bulk".split())


class UsingIgnored(FileRule):
    """A receiver takes ``using``, and queries another database perhaps.

    ## Why is this bad?
    ``using`` is the database that the object is being saved to. A receiver that takes it and does
    not use it asks whatever database the router names: with more than one, the wrong rows.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def weigh(sender, instance, using, **kwargs):  # SIG612
        Parcel.objects.filter(order=instance).update(weight=1)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def weigh(sender, instance, using, **kwargs):
        Parcel.objects.using(using).filter(order=instance).update(weight=1)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/multi-db/#manually-selecting-a-database
    """

    code = "SIG612"
    opt_in = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler with such a parameter that it never reads, and with a query."""
        for receiver in receivers_to_judge(file):
            named = {parameter.name for parameter in receiver.function.signature.named}
            if not receiver.receives_any(*django.DURING_WRITES) or "using" not in named:
                continue
            found = next((reached for reached in receiver.own_effects if reached.effect.kind in _QUERIES), None)
            if found is not None and all(use.name != "using" for use in receiver.body.uses):
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} takes 'using', and asks whatever database the router names "
                    f"({found.where}); pass it on, by using() or db_manager()",
                )
