from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.rule import LastingConnectionRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from flake8_signals.project.connections import Connection


_CLASS = re.compile(rb"^[ \t]*class[ \t]+([A-Za-z]\w{2,})", re.MULTILINE)


class UnknownLazySender(LastingConnectionRule):
    """A sender given as ``"app.Model"`` names a model that the app does not have.

    ## Why is this bad?
    Django waits for a model of that name, and connects the receiver once it is registered. It never is: the receiver
    never runs, and only ``manage.py check`` says so (``signals.E001``).

    ## Example
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Ordr")  # SIG907
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/checks/#signals
    """

    code = "SIG907"

    def check(self, connection: Connection) -> Iterator[Violation]:
        startup, signal = connection.file.project.startup, connection.signal
        label, dot, model = (connection.sender_path or "").rpartition(".")
        if connection.sender != Literal(connection.sender_path) or not dot or label not in startup.apps.labels:
            return
        if (
            signal is not None
            and signal.looks_up_models
            and not _may_be(model, connection.file.project.files.texts.values())
        ):
            yield self.violation(
                connection,
                f"{connection.title} never runs: {startup.apps.labels[label]} has no model "
                f"{connection.sender_path!r}; correct the name",
            )


def _may_be(model: str, texts: Collection[bytes]) -> bool:
    """Whether there may be a model of this name: a class is called so, or like a part of it, or a string is equal.

    Libraries generate models from others, and their names too: ``HistoricalOrder``, ``OrderTranslation``.
    """
    lower = model.lower()
    string = re.compile(rb"[\"']%b[\"']" % re.escape(model.encode()), re.IGNORECASE)
    return any(
        string.search(text) or any(match[1].decode().lower() in lower for match in _CLASS.finditer(text))
        for text in texts
    )
