from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project import models
from flake8_signals.rule import FileRule, Violation
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index


class AbstractSender(FileRule):
    """A sender given as ``"app.Model"`` names an abstract model.

    ## Why is this bad?
    An abstract model is never registered under a name, and never saved: Django waits for it without end, and the
    receiver never runs. Each model that inherits it is a sender of its own.

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

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every lazy sender that the models of the project's app have as an abstract class alone."""
        index = file.project.index
        for connection in index.connections_in(file) if file.placed else ():
            sender = connection.sender
            if isinstance(sender, Literal) and isinstance(sender.value, str) and connection.signal is not None:
                lazy = connection.signal.built_in is not None and connection.signal.built_in.lazy_sender
                if lazy and _is_abstract(index, sender.value, file):
                    yield self.violation(
                        connection,
                        f"{connection.title} is never called: {sender.value!r} is an abstract model, and "
                        f"{connection.signal.name} is sent by the models that inherit it; connect it to those",
                    )


def _is_abstract(index: Index, label: str, near: SourceFile) -> bool:
    app, _, name = label.partition(".")
    package = index.startup.labels.get(app)
    module = index.project.modules.find(f"{package}.models", near.module) if package is not None else None
    return module is not None and models.is_abstract(index.project, f"{module.name}.{name}", module)
