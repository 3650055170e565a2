from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Call, Lambda, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection


class ReceiverWithoutOwner(ConnectionRule):
    """A lambda, a partial, or another object made for the connection alone, is connected weakly.

    ## Why is this bad?
    A signal holds its receivers by weak references, so whatever nothing else holds is gone as soon as it is
    connected, and never called. With ``DEBUG = True`` nobody notices: a cache of Django's that fills only then
    holds the receiver too, so it works on the developer's machine and is silently dead in production.

    ## Example
    ```python
    post_save.connect(lambda sender, **kwargs: cache.clear(), sender=Order)  # SIG301
    ```

    ## Use instead
    ```python
    post_save.connect(lambda sender, **kwargs: cache.clear(), sender=Order, weak=False)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
    - ``Signal.connect()`` in ``django/dispatch/dispatcher.py``; ``_get_func_parameters()`` in
      ``django/utils/inspect.py``, which is the cache
    """

    code = "SIG301"
    supersedes = frozenset({"SIG313"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        if connection.is_weak and _is_let_go(connection):
            made = _made(connection)
            if made:
                yield self.violation(
                    connection,
                    f"nothing but a weak reference holds {made}: unless DEBUG is on it is garbage-collected and "
                    "never called; pass weak=False, or connect a function of the module",
                    Fix(pass_weak_false, connection.place, unsafe=True) if connection.fact.how != "wrapper" else None,
                )


def _is_let_go(connection: Connection) -> bool:
    # A test works on in the function that holds the receiver; an explicit weak=True there is somebody's decision.
    in_function = (
        connection.fact.lifetime == "function" and connection.fact.weak is None and not connection.file.is_test
    )
    return connection.fact.lifetime == "call" or in_function


def _made(connection: Connection) -> str:
    """What a message calls the receiver, if it is certainly made by its own expression; empty otherwise."""
    match connection.fact.receiver:
        case Lambda():
            return "this lambda"
        case Call(Name("functools.partial"), arguments):
            inner = arguments[0].value if arguments else None
            return f"this partial of {inner.path.rpartition('.')[2]!r}" if isinstance(inner, Name) else "this partial"
        case Call(function):
            maker = connection.file.callee(function)
            if maker.function is None or maker.function.decorators:
                return ""
            if maker.kind == "class" and connection.file.project.names.makes_instances(
                maker.path, connection.file.module
            ):
                return f"this instance of {maker.function.name!r}"
            return f"what {maker.function.name!r} makes" if maker.function.makes_function else ""
    return ""


@edits.of("Call")
def pass_weak_false(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` or ``receiver()`` with ``weak=False``."""
    return edits.arguments.connecting(call, lambda inner: edits.arguments.with_argument(inner, "weak", "False", 2))
