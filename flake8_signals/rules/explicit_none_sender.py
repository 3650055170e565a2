"""SIG409."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.facts import Literal
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.file import SourceFile


class ExplicitNoneSender(FileRule):
    """A receiver is connected with ``sender=None``.

    ## Why is this bad?
    It is the default, and reads like its opposite: not "from the sender ``None``", but "from any sender".

    ## Example
    ```python
    @receiver(request_finished, sender=None)  # SIG409
    def close(sender, **kwargs):
        connection.close()
    ```

    ## Use instead
    ```python
    @receiver(request_finished)
    def close(sender, **kwargs):
        connection.close()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG409"
    opt_in = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every connection whose sender is the literal ``None``."""
        for wire in file.wires:
            if wire.fact.sender == Literal(None):
                yield self.violation(
                    wire, f"sender=None connects {wire.title} to any sender, as the default does; leave it out"
                )
