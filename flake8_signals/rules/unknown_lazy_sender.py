"""SIG907."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.facts import Literal
from flake8_signals.index import index_of
from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project import Project


class UnknownLazySender(ProjectRule):
    """A sender given as ``"app.Model"`` names a model that the app does not have.

    ## Why is this bad?
    Django waits for a model of that name, and connects the receiver once there is one. There never is: the receiver
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

    def check(self, project: Project) -> Iterator[Violation]:
        """Every lazy sender whose app is the project's, and whose model no file of the project defines."""
        index = index_of(project)
        labels = {label.lower(): name for label, name in index.startup.labels.items()}
        for link in index.links:
            sender = link.wire.sender
            if not isinstance(sender, Literal) or not isinstance(sender.value, str) or link.defined is None:
                continue
            label, dot, model = sender.value.rpartition(".")
            if (
                link.defined.built_in is None
                or not link.defined.built_in.lazy_sender
                or not dot
                or label.lower() not in labels
            ):
                continue
            if not _is_named(index.startup.texts.values(), model):
                yield self.violation(
                    link.wire,
                    f"{link.wire.title} waits for a model {sender.value!r}, and {labels[label.lower()]} has none of "
                    "that name: it never runs; correct the name",
                )


def _is_named(texts: object, model: str) -> bool:
    """Whether any file so much as names the model other than as ``app.Model``: it may be made in some other way."""
    name = re.escape(model.partition("_")[0].encode())
    pattern = re.compile(rb"(?:class\s+|[\"'])" + name + rb"\b", re.IGNORECASE)
    return any(pattern.search(text) for text in texts)  # type: ignore[attr-defined]
