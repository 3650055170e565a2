from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.syntax.values import Value

_LABEL = re.compile(r"\w+\.\w+")


class MalformedLazySender(ConnectionRule):
    """The string that names the sender is not of the form ``app_label.ModelName``.

    ## Why is this bad?
    Model signals look up their sender by the app's label and the model's name, with one dot between them. Anything else
    raises `ValueError` when the receiver is connected.

    ## Example
    ```python
    @receiver(post_save, sender="Order")  # SIG404
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#module-django.db.models.signals
    """

    code = "SIG404"
    supersedes = frozenset({"SIG907"})

    def check(self, connection: Connection) -> Iterator[Violation]:
        if not connection.signals or not all(signal.looks_up_models for signal in connection.signals):
            return
        texts = list(map(_text, connection.sender_options))
        wrong = [text for text in texts if text and not _LABEL.fullmatch(text)]
        if wrong and len(wrong) == len(texts):
            what = "raises ValueError when connected" if wrong[0].count(".") != 1 else "names no model"
            yield self.violation(
                connection,
                f"the sender {wrong[0]!r} of {connection.title} {what}; write it as 'app_label.ModelName'",
            )


def _text(value: Value) -> str:
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""
