from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.project.decorators import makes_function
from flake8_signals.project.names import SourceFunction
from flake8_signals.project.repetition import may_be_repeated
from flake8_signals.rule import ConnectionRule, Fix, Violation
from flake8_signals.syntax.values import Call, Lambda, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.connections import Connection


class ReceiverWithoutOwner(ConnectionRule):
    """A lambda, a partial, or another object that nothing else holds is connected weakly.

    ## Why is this bad?
    A signal holds its receivers by weak references. What nothing else holds is garbage-collected right after it is
    connected, and never called. With ``DEBUG = True`` one of Django's caches happens to hold the receiver too, so it
    works on the developer's machine and silently does nothing in production.

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
                    f"only a weak reference holds {made}: unless DEBUG is on, it is garbage-collected and never "
                    f"called; {_remedy(connection)}",
                    None
                    if connection.fact.how == "wrapper" or may_be_repeated(connection)
                    else Fix(pass_weak_false, connection.place, unsafe=True),
                )


def _is_let_go(connection: Connection) -> bool:
    # A test goes on in the function that holds the receiver; an explicit weak=True there is a decision.
    in_function = (
        connection.fact.lifetime == "function" and connection.fact.weak is None and not connection.file.is_test
    )
    return connection.fact.lifetime == "call" or in_function


def _remedy(connection: Connection) -> str:
    """What to do: with ``weak=False`` code that runs again and again would connect one more receiver each time."""
    if may_be_repeated(connection):
        return "connect a module-level function when Django starts"
    return "pass weak=False, or connect a module-level function"


def _made(connection: Connection) -> str:
    """How a message names the receiver, if its own expression certainly creates it; empty otherwise."""
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
            found = SourceFunction(maker.module, maker.function) if maker.module is not None else None
            is_new = found is not None and makes_function(connection.file, found)
            return f"what {maker.function.name!r} returns" if is_new else ""
    return ""


@edits.of("Call")
def pass_weak_false(call: cst.Call) -> cst.Call:
    """A call of ``connect()`` or ``receiver()`` with ``weak=False``."""
    return edits.arguments.kept(call)
