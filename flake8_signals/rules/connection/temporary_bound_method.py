from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Attribute, Call, Name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.syntax.facts import Function


class TemporaryBoundMethod(ConnectionRule):
    """A method of an object that nothing else holds is connected weakly.

    ## Why is this bad?
    A signal holds a bound method by a weak reference to its object. If nothing else holds the object, it is
    garbage-collected right after its method is connected, even with ``DEBUG = True``, and the method is never called.

    ## Example
    ```python
    class Indexer:
        def update(self, sender, instance, **kwargs):
            cache.delete(instance.pk)


    post_save.connect(Indexer().update, sender=Order)  # SIG303
    ```

    ## Use instead
    ```python
    class Indexer:
        def update(self, sender, instance, **kwargs):
            cache.delete(instance.pk)


    indexer = Indexer()
    post_save.connect(indexer.update, sender=Order)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
    - https://docs.python.org/3/library/weakref.html#weakref.WeakMethod
    """

    code = "SIG303"
    supersedes = frozenset({"SIG313"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        match connection.fact.receiver:
            case Attribute(Call(Name(path)), method) if (
                connection.is_weak
                and (
                    connection.fact.lifetime == "call"
                    or (connection.fact.lifetime == "function" and not connection.file.is_test)
                )
                and connection.callee.kind == "method"
                and _is_bound_to_object(connection.callee.function)
                and connection.file.project.names.makes_instances(path, connection.file.module)
            ):
                name = last_part(path)
                yield self.violation(
                    connection,
                    f"nothing holds the {name!r} object whose {method!r} is connected, so it is garbage-collected and "
                    "the method never called; keep it in a module-level variable",
                )


def _is_bound_to_object(function: Function | None) -> bool:
    """Whether a method found through an object is bound to it, and not to its class."""
    return function is not None and Name("builtins.classmethod") not in [d.value for d in function.decorators]
