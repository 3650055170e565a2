from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal
    from flake8_signals.syntax.facts import ListChange


class ReceiversAssigned(FileRule):
    """A signal's list of receivers is changed by hand, behind the back of its cache.

    ## Why is this bad?
    The signals of models remember for each sender whom to call. That list is made from ``receivers`` once, and only
    ``connect()`` and ``disconnect()`` throw it away: a receiver that is taken out of ``receivers`` by hand is still
    called, and one that is put in is not.

    ## Example
    ```python
    # shop/services.py
    def save_quietly(orders):
        saved = post_save.receivers
        post_save.receivers = [entry for entry in saved if entry[0][1] == id(None)]  # SIG321
        for order in orders:
            order.save()
        post_save.receivers = saved
    ```

    ## Use instead
    ```python
    # shop/services.py
    def save_quietly(orders):
        saved = post_save.receivers
        post_save.receivers = [entry for entry in saved if entry[0][1] == id(None)]
        post_save.sender_receivers_cache.clear()
        for order in orders:
            order.save()
        post_save.receivers = saved
        post_save.sender_receivers_cache.clear()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#disconnecting-signals
    - https://github.com/django/django/blob/main/django/dispatch/dispatcher.py
    """

    code = "SIG321"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every change of the list of a signal that certainly has a cache, with nothing that clears it."""
        for change in file.facts.list_changes:
            signals = _signals(file, change)
            if signals and all(signals):
                name = signals[0].name if len(signals) == 1 and signals[0] else "the signal"
                yield self.violation(
                    file.at(change.place),
                    f"{name} remembers for each sender whom to call, so this change of its receivers has no effect on "
                    "a sender that it has been sent for; call connect() or disconnect(), or clear "
                    "sender_receivers_cache too",
                )


def _signals(file: SourceFile, change: ListChange) -> list[Signal | None]:
    """The signals whose list may be changed, each ``None`` that is not known to have Django's cache."""
    found = [file.signal(option) for option in alternatives(file.resolve(change.signal))]
    own = file.project.signals
    return [s if s and s.is_cached and not own.has_own(s, "connect", "send", "__init__") else None for s in found]
