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

_DELETES = ("pre_delete", "post_delete")


class ProxyOrChildSender(ConnectionRule):
    """A receiver is connected to one of several models that share their rows: a parent, a child, a proxy.

    ## Why is this bad?
    A signal's sender is the exact class of the object that is saved or deleted. If the same row is saved through the
    original model, or through another of its proxies or children, the receiver is not called. (A row of a child is
    deleted with the signals of both models; that of a proxy is not.)

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
    @receiver(post_save, sender=OpenOrder)
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/models/#proxy-models
    - https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
    """

    code = "SIG407"
    opt_in = True

    def check(self, connection: Connection) -> Iterator[Violation]:
        sender, signals = connection.sender, connection.signals
        if not isinstance(sender, Name) or not signals or not all(map(_is_of_models, signals)):
            return
        file, own = connection.file, last_part(sender.path)
        siblings = connection.receiver.connections if connection.receiver is not None else ()
        heard = {other.sender.path for other in siblings if isinstance(other.sender, Name) and other.signals == signals}
        deletes = all(signal.name in _DELETES for signal in signals)
        does = "deleted" if deletes else "saved"
        parent = _parent(file, sender.path, deletes=deletes)
        if parent and parent not in heard:
            yield self.violation(
                connection,
                f"{connection.title} is not called when {own} rows are {does} as {last_part(parent)}; connect it to "
                f"{last_part(parent)} too, if it should run for every row",
            )
        children = [child for child in _children(file, sender.path, deletes=deletes) if child not in heard]
        if children:
            names = " or ".join(sorted(map(last_part, children)))
            yield self.violation(
                connection,
                f"{connection.title} is not called when {own} rows are {does} as {names}, which sends the signal with "
                "that sender; connect it to that too, if it should run for every row",
            )


def _is_of_models(signal: Signal) -> bool:
    return signal.built_in is not None and signal.built_in.sender is django.Sender.MODEL


def _parent(file: SourceFile, path: str, *, deletes: bool) -> str:
    """The model whose rows those of the model ``path`` are as well; empty where they are its own."""
    model = file.names.class_at(path)
    if model is None or not is_model(file, path) or is_abstract(file, path):
        return ""
    # To delete a row of several tables, Django sends the signals of the model of each.
    return concrete_parent(file, path) if is_proxy(model) or not deletes else ""


def _children(file: SourceFile, path: str, *, deletes: bool) -> Iterator[str]:
    """The models outside tests that inherit from the model ``path`` itself."""
    found = file.names.class_at(path)
    if found is None or not is_model(file, path) or is_abstract(file, path):
        return
    for child in file.project.children.of(found, last_part(path)):
        if (is_proxy(child) or not deletes) and not is_abstract(file.sibling(child.module), child.path):
            yield child.path
