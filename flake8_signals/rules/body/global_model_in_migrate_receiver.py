from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver

_TOUCHES = frozenset("query create update delete bulk save".split())


class GlobalModelInMigrateReceiver(BodyRule):
    """A receiver of ``pre_migrate`` or ``post_migrate`` uses an imported model.

    ## Why is this bad?
    ``migrate shop 0003`` stops at an older state of the tables, and still sends the signal: the imported model then has
    fields whose columns do not exist. The ``apps`` that the signal sends holds the models as they are in this run.

    ## Example
    ```python
    @receiver(post_migrate)
    def make_default(sender, **kwargs):  # SIG510
        Customer.objects.get_or_create(email="shop@example.com")
    ```

    ## Use instead
    ```python
    from django.apps import apps as global_apps


    @receiver(post_migrate)
    def make_default(sender, apps=global_apps, **kwargs):
        customer = apps.get_model("shop", "Customer")
        customer.objects.get_or_create(email="shop@example.com")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-migrate
    """

    code = "SIG510"
    opt_in = True
    receives_only = ("pre_migrate", "post_migrate")

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next(
            (
                r
                for r in receiver.own_effects
                if r.effect.kind in _TOUCHES and r.model and isinstance(r.effect.target, Name)
            ),
            None,
        )
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} uses the imported {found.model.rpartition('.')[2]} ({found.where}), "
                "which may not match its table after a migration to an older state; get it from the signal's apps",
            )
