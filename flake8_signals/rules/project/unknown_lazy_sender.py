from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import LastingConnectionRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection


class UnknownLazySender(LastingConnectionRule):
    """A sender given as ``"app.Model"`` names a model that no app of that label has.

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
        signal, project = connection.signal, connection.file.project
        label, dot, model = (connection.sender_path or "").rpartition(".")
        if connection.sender != Literal(connection.sender_path) or not dot or not model.isidentifier():
            return
        if signal is None or not signal.looks_up_models:
            return
        labels = project.labels
        app = labels.apps.get(label, "")
        other = labels.relabelled(label) if not app else ""
        if other:
            yield self.violation(
                connection,
                f"{connection.title} never runs: no app is labelled {label!r}, as the label of that package is "
                f"{other!r}; connect it to '{other}.{model}'",
            )
        elif app and not labels.has_model(app, label, model, connection.file.module):
            elsewhere = labels.models_called(model)
            remedy = f"connect it to {' or '.join(map(repr, elsewhere))}" if elsewhere else "correct the name"
            yield self.violation(
                connection, f"{connection.title} never runs: {app} has no model {connection.sender_path!r}; {remedy}"
            )
