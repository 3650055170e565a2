from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project import models
from flake8_signals.rule import ConfigRule, Violation
from flake8_signals.syntax import calls
from flake8_signals.syntax.values import Argument, Call, Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.subjects import Config
    from flake8_signals.syntax.facts import Effect

_QUERIES = frozenset({"query", "create", "update", "bulk", "sql"})

_OF_MODELS = frozenset({"save", "delete", "refresh", "m2m"})
"""What other objects than models have methods for, too."""

_TELL_COMMANDS = ("sys.argv", "environ", "getenv")
"""By what a ``ready()`` tells one command, or one process, from another."""


class QueryInReady(ConfigRule):
    """``ready()`` queries the database.

    ## Why is this bad?
    ``ready()`` runs whenever a command starts, ``migrate`` included: on a new database the table does not exist yet,
    and no command starts any more. Under ``manage.py test`` it runs before the test database exists, and queries the
    production database. Django 5.0 and newer warn about it.

    ## Example
    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):  # SIG106
            from .models import Order

            self.orders = Order.objects.count()
    ```

    ## Use instead
    ```python
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        @property
        def orders(self):
            from .models import Order

            return Order.objects.count()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
    - https://docs.djangoproject.com/en/stable/releases/5.0/#miscellaneous
    """

    code = "SIG106"
    advice = True

    def check(self, config: Config) -> Iterator[Violation]:
        file, ready = config.file, config.ready
        if ready is None:
            return
        text = file.module.text_of(ready)
        effects = file.module.body(ready).effects if calls.may_query(text) else ()
        chooses = any(word in text for word in _TELL_COMMANDS)
        asked = (effect for effect in effects if not (chooses and effect.guards))
        query = next((effect for effect in asked if _is_query(effect, file)), None)
        if query is not None:
            yield self.violation(
                file.at(ready.place),
                f"{config.name}.ready() queries the database (line {query.line}) whenever a command starts, even "
                "migrate on an empty database; query when the result is needed, or in post_migrate",
            )


def _is_query(effect: Effect, file: SourceFile) -> bool:
    """Whether an effect certainly queries the database at once."""
    if effect.deferred:
        return False
    match effect.target:
        case Name(path) if effect.kind in _OF_MODELS:
            return models.is_model(file, path)
    match effect.call:
        case Call(_, (Argument(Literal(command)), *_)) if effect.kind == "command":
            return command in django.DATABASE_COMMANDS
    return effect.kind in _QUERIES
