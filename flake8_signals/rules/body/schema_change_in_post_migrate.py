from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Effect

_ALTERS = re.compile(
    r"\s*(?:CREATE|ALTER|DROP|RENAME)\s+(?:(?:TEMP|TEMPORARY|UNIQUE|UNLOGGED)\s+)?(?:TABLE|INDEX)\b", re.IGNORECASE
)


class SchemaChangeInPostMigrate(BodyRule):
    """A receiver of ``post_migrate`` changes the database schema.

    ## Why is this bad?
    Each ``migrate`` sends the signal, even one without anything to do, and so does ``flush``, which tests call after
    each ``TransactionTestCase``. A schema change then finds the tables already changed, and may make the command fail.
    Django's documentation forbids it. Use a migration.

    ## Example
    ```python
    @receiver(post_migrate)
    def index_status(sender, **kwargs):  # SIG509
        with connection.cursor() as cursor:
            cursor.execute("CREATE INDEX shop_order_status ON shop_order (status)")
    ```

    ## Use instead
    ```python
    # shop/migrations/0002_index_status.py
    from django.db import migrations


    class Migration(migrations.Migration):
        dependencies = [("shop", "0001_initial")]
        operations = [
            migrations.AddIndex("order", models.Index(fields=["status"], name="shop_order_status")),
        ]
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-migrate
    """

    code = "SIG509"
    receives_any = ("post_migrate",)

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((reached for reached in receiver.own_effects if _changes_tables(reached.effect)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} changes the database schema ({found.where}) each time that migrate or "
                "flush sends post_migrate, which Django forbids: the command may fail; use a migration",
            )


def _changes_tables(effect: Effect) -> bool:
    if effect.kind != "sql" or effect.call is None:
        return effect.kind == "schema"
    text = next(iter(effect.call.positional), None)
    return isinstance(text, Literal) and isinstance(text.value, str) and _ALTERS.match(text.value) is not None
