from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project.models import concrete_parent, is_abstract, is_model, is_proxy
from flake8_signals.rule import ConnectionRule, Violation
from flake8_signals.syntax.values import Name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.signals import Signal


class ProxyOrChildSender(ConnectionRule):
    """A receiver is connected to a proxy model, or to a child of a concrete model.

    ## Why is this bad?
    A signal's sender is the exact class of the object that is saved or deleted. If the same row is saved through the
    original model, or through another of its proxies or children, the receiver is not called.

    ## Example
    ```python
    # shop/models.py
    class Order(models.Model):
        shipped = models.BooleanField(default=False)

    class OpenOrder(Order):
        class Meta:
            proxy = True

    # shop/signals.py
    from shop.models import OpenOrder

    @receiver(post_save, sender=OpenOrder)  # SIG407
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    # shop/models.py
    class Order(models.Model):
        shipped = models.BooleanField(default=False)

    class OpenOrder(Order):
        class Meta:
            proxy = True

    # shop/signals.py
    from shop.models import OpenOrder, Order

    @receiver(post_save, sender=Order)
    def ship(sender, instance, **kwargs):
        if instance.shipped:
            instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/models/#proxy-models
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG407"
    opt_in = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        if (
            not isinstance(connection.sender, Name)
            or not connection.signals
            or not all(map(_is_of_models, connection.signals))
        ):
            return
        parent = _parent(connection.file, connection.sender.path)
        siblings = connection.receiver.connections if connection.receiver is not None else ()
        if parent and not any(
            other.sender == Name(parent) and other.signals == connection.signals for other in siblings
        ):
            child, parent = (last_part(path) for path in (connection.sender.path, parent))
            yield self.violation(
                connection,
                f"{connection.title} is not called when {child} rows are saved or deleted as {parent}; connect it to "
                f"{parent} too, if it should run for every row",
            )


def _is_of_models(signal: Signal) -> bool:
    return signal.built_in is not None and signal.built_in.sender is django.Sender.MODEL


def _parent(file: SourceFile, path: str) -> str:
    """The model whose rows those of the model ``path`` are as well; empty where they are its own."""
    model = file.names.class_at(path)
    if model is None or not is_model(file, path) or is_abstract(file, path):
        return ""
    parent = concrete_parent(file, path)
    return parent if is_proxy(model) or parent else ""
