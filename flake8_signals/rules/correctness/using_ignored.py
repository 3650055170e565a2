from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver

_QUERIES = frozenset("query create update delete bulk".split())


class UsingIgnored(BodyRule):
    """A receiver takes ``using`` and does not pass it to its queries.

    ## Why is this bad?
    ``using`` is the database that the object is saved to, or that is migrated. A receiver that does not use it queries
    the database that the router chooses, and waits for the commit of the default one: with more than one database,
    possibly the wrong one.

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
    receives_any = (*django.DURING_WRITES, "pre_migrate", "post_migrate")

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        named = {parameter.name for parameter in receiver.function.signature.named}
        if "using" not in named:
            return
        if any(use.name == "using" for use in receiver.body.uses):
            return
        found = next((reached for reached in receiver.own_effects if reached.effect.kind in _QUERIES), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} takes 'using' but does not pass it to its query ({found.where}), which "
                "may go to another database; use using() or db_manager()",
            )
        elif receiver.body.commits:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} takes 'using' but does not pass it to on_commit() on line "
                f"{receiver.body.commits[0]}, which waits for the default database's commit; pass using=using",
            )
