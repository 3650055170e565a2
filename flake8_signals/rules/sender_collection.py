"""SIG402."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import facts
from flake8_signals.facts import Call, Collection, Name
from flake8_signals.models import is_class
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.facts import Value
    from flake8_signals.file import SourceFile, Wire

_MAKERS = {
    **{f"builtins.{kind}": kind for kind in ("list", "tuple", "set", "dict", "frozenset")},
    "django.apps.apps.get_models": "collection of models",
}


class SenderCollection(FileRule):
    """A receiver is connected to a list of senders.

    ## Why is this bad?
    A sender is one object, and a receiver is called where the signal is sent by that very object. A list is
    never the sender of anything, so the receiver is never called; Django does not complain.

    ## Example
    ```python
    @receiver(post_save, sender=[Order, Parcel])  # SIG402
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    @receiver(post_save, sender=Parcel)
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG402"
    supersedes = frozenset({"SIG403", "SIG405"})

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every connection whose sender is a collection, in every case."""
        for wire in file.wires:
            kinds = [_kind(option) for option in facts.alternatives(wire.sender)] if wire.sender is not None else []
            if kinds and all(kinds) and _is_never_sent(file, wire):
                yield self.violation(
                    wire,
                    f"{wire.title} is connected to a {kinds[0]} of senders, which never sends anything, so it is never "
                    "called; connect it once for each sender",
                )


def _kind(value: Value) -> str:
    match value:
        case Collection(kind, _):
            return kind
        case Call(Name(path)):
            return _MAKERS.get(path, "")
        case _:
            return ""


def _is_never_sent(file: SourceFile, wire: Wire) -> bool:
    """Whether the collection is certainly not itself what sends: a signal of the project's own could send a tuple."""
    if wire.signals and all(signal.built_in is not None for signal in wire.signals):
        return True
    items = [
        item
        for option in facts.alternatives(wire.sender or facts.Unknown())
        for item in (option.items if isinstance(option, Collection) else ())
    ]
    return bool(items) and all(is_class(file.project, item, file.module) for item in items)
