from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.knowledge import django_models
from flake8_signals.project import models
from flake8_signals.rule import LastingConnectionRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile


class AbstractSender(LastingConnectionRule):
    """A sender given as ``"app.Model"`` names an abstract model.

    ## Why is this bad?
    An abstract model is never registered under a name, and never saved. Django waits for it forever, and the receiver
    never runs. The senders are the models that inherit from it.

    ## Example
    ```python
    # shop/models.py
    from django.db import models


    class Document(models.Model):
        class Meta:
            abstract = True


    class Invoice(Document):
        pass
    # shop/signals.py
    @receiver(post_save, sender="shop.Document")  # SIG908
    def archive(sender, instance, **kwargs):
        instance.archived = True
    ```

    ## Use instead
    ```python
    # shop/models.py
    from django.db import models


    class Document(models.Model):
        class Meta:
            abstract = True


    class Invoice(Document):
        pass
    # shop/signals.py
    @receiver(post_save, sender="shop.Invoice")
    def archive(sender, instance, **kwargs):
        instance.archived = True
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/db/models/#abstract-base-classes
    - ``ModelBase.__new__()`` in ``django/db/models/base.py``: an abstract class returns before ``register_model()``
    """

    code = "SIG908"

    def check(self, connection: Connection) -> Iterator[Violation]:
        sender, signal = connection.sender, connection.signal
        if signal is None or not signal.looks_up_models or not isinstance(sender, Literal):
            return
        if isinstance(sender.value, str) and _is_abstract(sender.value, connection.file):
            yield self.violation(
                connection,
                f"{connection.title} is never called: {sender.value!r} is an abstract model, and "
                f"{signal.name} is sent by the models that inherit from it; connect it to those",
            )


def _is_abstract(label: str, near: SourceFile) -> bool:
    project = near.project
    app, _, name = label.partition(".")
    package = project.labels.apps.get(app)
    if f"{package}.models.{name}" in django_models.ABSTRACT_MODELS:
        return True
    module = project.modules.find(f"{package}.models", near.module) if package is not None else None
    return module is not None and models.is_abstract(project.file(module), f"{module.name}.{name}")
