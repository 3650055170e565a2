from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django_models
from flake8_signals.project import models
from flake8_signals.project.effects import is_certain
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.conditions import is_unless_raised
from flake8_signals.syntax.values import Call, Literal, Name, last_name, last_part, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Effect

_NEED_THE_TABLE = frozenset("query create update delete bulk m2m save refresh".split())

_HARMLESS = frozenset({"sender", "using", "plan"})
"""What may be tested, and holds on a new database all the same."""


class QueryInPreMigrate(BodyRule):
    """A receiver of ``pre_migrate`` queries a model's table.

    ## Why is this bad?
    ``pre_migrate`` is sent before the first migration runs: on a new database, as each run of the tests makes one, no
    table is there yet. The query fails, and ``migrate`` with it, so the table is never made.

    ## Example
    ```python
    @receiver(pre_migrate)
    def forget_views(sender, using, **kwargs):  # SIG514 SIG510
        Order.objects.using(using).filter(status="viewed").delete()
    ```

    ## Use instead
    ```python
    from django.apps import apps as global_apps


    @receiver(post_migrate)
    def forget_views(sender, using, apps=global_apps, **kwargs):
        apps.get_model("shop", "Order").objects.using(using).filter(status="viewed").delete()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-migrate
    - https://docs.djangoproject.com/en/stable/topics/migrations/#data-migrations
    """

    code = "SIG514"
    receives_any = ("pre_migrate",)
    runs_as_written = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((reached for reached in receiver.done_at_once if _needs_table(receiver.file, reached)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} needs the table of {last_part(found.model) or 'the user model'} "
                f"({found.where}), which a new database has not before it is migrated: migrate fails; use "
                "post_migrate, or a migration",
            )


def _needs_table(file: SourceFile, reached: ReachedEffect) -> bool:
    """Whether an effect certainly reaches for a table that migrations make, in whatever database is migrated."""
    effect = reached.effect
    if effect.kind not in _NEED_THE_TABLE or effect.in_loop or not is_certain(reached):
        return False
    if any(guard not in _HARMLESS and not guard.startswith(("sender.", "app_config.")) for guard in effect.guards):
        return False
    # The state before the migrations has no such model either: apps.get_model() raises LookupError.
    if any(map(is_unless_raised, effect.when)):
        return False
    asks_for_users = isinstance(effect.target, Call) and effect.target.function == Name(django_models.GET_USER_MODEL)
    return (bool(reached.model) or asks_for_users) and not (
        _is_in_another_database(effect) or models.is_unmanaged(file, reached.model)
    )


def _is_in_another_database(effect: Effect) -> bool:
    """Whether a query names a database by itself."""
    named = (part for part in walk(effect.call) if isinstance(part, Call)) if effect.call is not None else ()
    return any(
        isinstance(call.argument("using"), Literal)
        or (
            last_name(call.function) in ("using", "db_manager") and any(isinstance(v, Literal) for v in call.positional)
        )
        for call in named
    )
