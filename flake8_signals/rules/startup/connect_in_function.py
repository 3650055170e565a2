from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.project.repetition import repeated_for
from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Literal, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.syntax.facts import Disconnection

_SETUP = re.compile(
    r"connect|register|setup|install|subscribe|listen|attach|contribute|ready|__init_subclass__|__enter__|patch",
    re.IGNORECASE,
)
"""The names of functions that are there to connect."""

_OWN = frozenset({"function", "lambda", "partial", "instance"})
"""What a function may make to connect it. The method of an object that it makes is gone at once: SIG303."""


class ConnectInFunction(ConnectionRule):
    """A receiver is connected by code that runs for each request, form, task or object.

    ## Why is this bad?
    Until the first call the receiver is not connected. It misses every signal sent before that, and every signal in the
    processes where the call never happens.

    A receiver that is made for the request belongs to it alone, but the signal calls it for everybody: what other
    requests save meanwhile reaches it too, even if it is disconnected at the end. With ``weak=False`` each request
    leaves one more behind, with all that it holds.

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
    supersedes = frozenset({"SIG301", "SIG302", "SIG313", "SIG319"})
    in_tests = False
    needs_place = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        file, function = connection.file, connection.fact.context.function
        if not function or _SETUP.search(last_part(function)) or connection.fact.context.in_with:
            return
        what_for = repeated_for(file, function)
        if not what_for or file.project.startup.loading.running(file.module, function).state != "lazy":
            return
        pair = _undone_by(connection)
        if pair and (what_for != "request" or _is_reconnected(connection)):
            return
        trouble = _trouble(connection, f"{function}()", is_undone=bool(pair))
        if trouble:
            yield self.violation(connection, trouble)


def _trouble(connection: Connection, function: str, *, is_undone: bool) -> str:
    """What goes wrong, and what to do, in words; empty where the receiver does not outlast the call for certain."""
    is_own = _is_own(connection)
    if is_undone and (is_own or _is_lasting(connection)):
        return (
            f"{connection.title} is connected while a request lasts, and is called for what other requests send "
            f"meanwhile, too; connect one receiver in a module that ready() imports, and let it ask a ContextVar for "
            "what belongs to the request"
        )
    if is_own:
        stays = ", and stays for good" if connection.is_weak is False else ""
        return (
            f"each call of {function} connects another {connection.title}, which is called for what other requests "
            f"send, too{stays}; do its work in {function} itself, or connect one receiver in a module that ready() "
            "imports"
        )
    if _is_lasting(connection):
        return (
            f"{connection.title} is connected only when {function} runs, and misses every signal before that; "
            "connect it in a module that ready() imports"
        )
    return ""


def _undone_by(connection: Connection) -> list[Disconnection]:
    """What the same class, or the same function, disconnects."""
    around = _class_or_function(connection.fact.context.function)
    undone = connection.file.disconnections
    return [fact for fact in undone if _class_or_function(fact.context.function) == around]


def _is_reconnected(connection: Connection) -> bool:
    """Whether the function has disconnected something further up, which it now connects again."""
    return any(
        fact.context.function == connection.fact.context.function and fact.place.line < connection.place.line
        for fact in _undone_by(connection)
    )


def _class_or_function(function: str) -> str:
    """The class of a method; a function itself."""
    return function.rpartition(".")[0] or function


def _is_own(connection: Connection) -> bool:
    """Whether the function makes the receiver, and gives it to the signal for longer than a moment."""
    callee = connection.callee
    is_made = callee.fresh or (callee.function is not None and callee.function.local)
    return is_made and callee.kind in _OWN and connection.fact.weak in (None, Literal(False))


def _is_lasting(connection: Connection) -> bool:
    """Whether the connection outlives the function: its receiver is not created there."""
    callee = connection.callee
    if callee.function is None:
        return False
    return (
        not callee.fresh and not callee.function.local and connection.fact.weak in (None, Literal(True), Literal(False))
    )
