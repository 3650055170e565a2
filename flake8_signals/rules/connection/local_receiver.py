from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.project.repetition import may_be_repeated
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection


class LocalReceiver(ConnectionRule):
    """A function defined inside another one is connected weakly, and nothing else holds it.

    ## Why is this bad?
    A signal holds its receivers by weak references. When the function around it returns, nothing else holds a local
    function: it is garbage-collected, and never called. With ``DEBUG = True`` one of Django's caches happens to hold
    it, so it works on the developer's machine and silently does nothing in production.

    ## Example
    ```python
    def register():
        @receiver(post_save, sender="shop.Order")  # SIG302
        def ship(sender, instance, **kwargs):
            instance.ship()

    register()
    ```

    ## Use instead
    ```python
    def register():
        @receiver(post_save, sender="shop.Order", weak=False)
        def ship(sender, instance, **kwargs):
            instance.ship()

    register()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
    - https://docs.djangoproject.com/en/stable/ref/signals/#module-django.db.models.signals
    """

    code = "SIG302"
    supersedes = frozenset({"SIG313"})
    in_tests = False

    def check(self, connection: Connection) -> Iterator[Violation]:
        function = connection.callee.function
        # An explicit weak=, true or false, is a decision.
        if (
            connection.fact.lifetime == "function"
            and connection.fact.weak is None
            and connection.is_weak
            and function is not None
            and connection.callee.kind == "function"
            and function.local
            and connection.file.decorations.holds_nothing(function)
        ):
            # With weak=False, code that runs again and again would connect one more receiver each time.
            is_left = connection.fact.how == "wrapper" or may_be_repeated(connection)
            fix = None if is_left else Fix(pass_weak_false, connection.place, unsafe=True)
            yield self.violation(connection, _message(connection, function.name), fix)


def _message(connection: Connection, name: str) -> str:
    around = last_part(connection.fact.context.function)
    remedy = (
        "connect a module-level function when Django starts"
        if may_be_repeated(connection)
        else "define it at module level, or pass weak=False"
    )
    return (
        f"receiver {name!r} is local to {around!r}: unless DEBUG is on, it is garbage-collected when {around!r} "
        f"returns, and never called; {remedy}"
    )


@edits.of("Call")
def pass_weak_false(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` or ``receiver()`` with ``weak=False``."""
    return edits.arguments.kept(call)
