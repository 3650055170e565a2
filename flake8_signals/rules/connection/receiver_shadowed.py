from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.receivers import is_dropped
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.syntax.facts import Function


class ReceiverShadowed(FileRule):
    """The name of a connected function is reused further down the module.

    ## Why is this bad?
    A signal holds its receivers by weak references. Once the module's name stands for something else, nothing holds the
    first function: it is garbage-collected when the module is imported and never called, unless ``DEBUG`` is on. What
    it would do is not reported then.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order")
    def clear(sender, instance, **kwargs):  # SIG320
        cache.delete(instance.pk)


    @receiver(post_delete, sender="shop.Order")
    def clear(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order")
    def clear_saved(sender, instance, **kwargs):
        cache.delete(instance.pk)


    @receiver(post_delete, sender="shop.Order")
    def clear_deleted(sender, instance, **kwargs):
        cache.delete(instance.pk)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
    """

    code = "SIG320"
    supersedes = frozenset({"SIG202", "SIG205", "SIG208", "SIG209", "SIG210", "SIG212", "SIG723", "SIG724"})

    def check(self, file: SourceFile) -> Iterator[Violation]:
        defined: dict[int, list[Connection]] = {}
        for connection in file.connections:
            if connection.fact.bound_again:
                defined.setdefault(connection.fact.function_line, []).append(connection)
        for line, connections in defined.items():
            function = file.module.function(connections[0].callee.path.removeprefix(f"{file.module.name}."), line)
            if function is not None and is_dropped(file, function, connections):
                again = connections[0].fact.bound_again
                where = f"line {again}" if again > line else "the next iteration of the loop"
                other = file.module.function(function.path.removeprefix(f"{file.module.name}."), again)
                same = other is not None and other.place.line == again and _text(file, other) == _text(file, function)
                reuses, remedy = (
                    ("repeats the definition of", "remove one")
                    if same
                    else ("reuses the name", "give each its own name")
                )
                yield self.violation(
                    file.at(function.place),
                    f"{where} {reuses} {function.name!r}, so nothing holds this receiver: it is garbage-collected and "
                    f"never called; {remedy}",
                )


def _text(file: SourceFile, function: Function) -> str:
    return file.module.text_of(function).rstrip()
