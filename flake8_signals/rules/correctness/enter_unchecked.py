from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


_AGAIN = frozenset({"call", "cache", "log", "print", "query"})
"""What can be done again without harm: a cache is cleared when the setting is restored, too."""


class EnterUnchecked(BodyRule):
    """A receiver of ``setting_changed`` ignores ``enter``.

    ## Why is this bad?
    ``override_settings`` sends the signal twice: with ``enter=True`` when the setting is changed, and with
    ``enter=False`` and the old value when it is restored. What the receiver set up has to be undone then.

    ## Example
    ```python
    @receiver(setting_changed)
    def make_folder(sender, setting, value, **kwargs):  # SIG610
        if setting == "LABELS":
            os.mkdir(value)
    ```

    ## Use instead
    ```python
    @receiver(setting_changed)
    def make_folder(sender, setting, value, enter, **kwargs):
        if setting == "LABELS" and enter:
            os.mkdir(value)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#setting-changed
    """

    code = "SIG610"
    opt_in = True
    receives_only = ("setting_changed",)
    runs_as_written = True
    ignores = "enter"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        if any(reached.effect.kind not in _AGAIN for reached in receiver.own_effects):
            yield self.violation(
                receiver,
                f"receiver {receiver.title} ignores 'enter': setting_changed is sent again with enter=False when the "
                "setting is restored; undo the change then",
            )
