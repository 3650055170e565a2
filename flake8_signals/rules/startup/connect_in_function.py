from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.knowledge import libraries
from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection

_SETUP = re.compile(
    r"connect|register|setup|install|subscribe|listen|attach|contribute|ready|__init__|__init_subclass__|__enter__|patch",
    re.IGNORECASE,
)
"""The names of functions that are there to connect."""


class ConnectInFunction(ConnectionRule):
    """A receiver is connected by code that runs for each request, form or task.

    ## Why is this bad?
    Until the first call the receiver is not connected. It misses every signal sent before that, and every signal in the
    processes where the call never happens.

    ## Example
    ```python
    # shop/signals.py
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/views.py
    from django.http import HttpResponse

    from .signals import ship


    def checkout(request):
        post_save.connect(ship, sender="shop.Order")  # SIG107
        return HttpResponse()
    ```

    ## Use instead
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/views.py
    from django.http import HttpResponse


    def checkout(request):
        return HttpResponse()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
    """

    code = "SIG107"
    supersedes = frozenset({"SIG313"})
    in_tests = False
    needs_place = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        file, function = connection.file, connection.fact.context.function
        if not libraries.VIEW_MODULES.search(file.module.name) or not function or _SETUP.search(function):
            return
        undone = {_class_or_function(fact.context.function) for fact in file.disconnections}
        if _class_or_function(function) in undone or not _is_lasting(connection):
            return
        if file.project.startup.loading.running(file.module, function).state == "lazy":
            yield self.violation(
                connection,
                f"{connection.title} is connected only when {function}() runs, and misses every signal before that; "
                "connect it in a module that ready() imports",
            )


def _class_or_function(function: str) -> str:
    """The class of a method; a function itself."""
    return function.rpartition(".")[0] or function


def _is_lasting(connection: Connection) -> bool:
    """Whether the connection outlives the function: its receiver is not created there."""
    callee = connection.callee
    if connection.fact.context.in_with or callee.function is None:
        return False
    return (
        not callee.fresh and not callee.function.local and connection.fact.weak in (None, Literal(True), Literal(False))
    )
