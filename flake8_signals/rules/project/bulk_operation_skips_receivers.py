from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.knowledge import django_models
from flake8_signals.project import models
from flake8_signals.rule import ProjectRule, Violation
from flake8_signals.syntax.values import Name, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.index import Index
    from flake8_signals.project.project import Project
    from flake8_signals.syntax.facts import Effect
    from flake8_signals.syntax.module import Module

_BULK = re.compile(rb"\.(?:a?bulk_create|a?bulk_update|a?update|_raw_delete)\(")

_INHERITED = re.compile(r"\bsuper\b|\.delete\(self\b|\bCollector\b|\b_raw_delete\b|\bsend\(|\braise\b")
"""What may call the inherited ``delete()`` or do as it does, or deletes nothing at all."""


class BulkOperationSkipsReceivers(ProjectRule):
    """A bulk operation, or a ``delete()`` of a model's own, does not call the receivers of the model.

    ## Why is this bad?
    ``bulk_create()``, ``bulk_update()`` and ``update()`` go straight to the database. They do not call ``save()``, and
    send no signals. Nor does a model's own ``delete()`` that does not call the inherited one. The work of the model's
    receivers is not done for these objects.

    ## Example
    ```python
    # shop/signals.py
    from .models import Order


    @receiver(post_save, sender=Order)
    def index(sender, instance, **kwargs):  # SIG909
        cache.delete(instance.pk)
    # shop/services.py
    from .models import Order


    def close_all():
        Order.objects.filter(status="new").update(status="closed")
    ```

    ## Use instead
    ```python
    # shop/signals.py
    from .models import Order


    @receiver(post_save, sender=Order)
    def index(sender, instance, **kwargs):
        cache.delete(instance.pk)
    # shop/services.py
    from .models import Order


    def close_all():
        for order in Order.objects.filter(status="new"):
            order.status = "closed"
            order.save()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/models/querysets/#bulk-create
    - https://docs.djangoproject.com/en/stable/ref/models/querysets/#update
    """

    code = "SIG909"
    opt_in = True

    def check(self, project: Project) -> Iterator[Violation]:
        """Every receiver of saves or deletions of a model that some function changes without sending them."""
        index = project.index
        operations: dict[str, list[tuple[int, _Operation]]] = {}
        for number, operation in enumerate(itertools.chain(_operations(index), _soft_deletions(index))):
            operations.setdefault(operation.model, []).append((number, operation))
        for receiver, receivers in index.receivers.items():
            connections = [made for made in index.connections_of.get(receiver, ()) if made.is_connected]
            skipped = [
                (number, operation, connection)
                for connection in connections
                for number, operation in operations.get(connection.sender_path or "", ())
                if last_part(connection.signal_path) in operation.signals
            ]
            if skipped:
                _, first, connection = min(skipped, key=itemgetter(0))
                places = len({operation.where for _, operation, _ in skipped})
                instead = "call super().delete()" if first.method == "delete" else "save them one by one"
                more = f" and in {places - 1} more place{'s' if places > 2 else ''}" if places > 1 else ""
                yield self.violation(
                    receivers[0],
                    f"{receivers[0].title} is not called for the {str(connection.sender_path).rpartition('.')[2]} "
                    f"objects of {first.method}() at {first.where}{more}, which sends no "
                    f"{connection.signal_path.rpartition('.')[2]}; do its work there too, or {instead}",
                )


class _Operation(NamedTuple):
    """What does not send the signals of a model: where it is, its name, the model, and the signals."""

    where: str
    method: str
    model: str
    signals: tuple[str, ...]


def _operations(index: Index) -> Iterator[_Operation]:
    """Every bulk operation in a function."""
    for path, text in index.project.files.texts.items():
        if not _BULK.search(text) or index.project.files.is_test(path):
            continue
        module = index.project.modules.at(path)
        for effect in _bulk_effects(module, text):
            model = index.project.names.resolve(effect.target, module)
            method = effect.method.removeprefix("a")
            if isinstance(model, Name) and method in django_models.SKIPPED_BY:
                yield _Operation(
                    f"{index.project.files.relative(path)}:{effect.line}",
                    effect.method,
                    model.path,
                    django_models.SKIPPED_BY[method],
                )


def _soft_deletions(index: Index) -> Iterator[_Operation]:
    """Every ``delete()`` of a model that never calls the inherited one, which would send the signals."""
    for path, text in index.project.files.texts.items():
        if b"def delete(" not in text or index.project.files.is_test(path):
            continue
        module = index.project.modules.at(path)
        file = index.project.file(module)
        for outline in module.outline.classes:
            function = module.function(f"{outline.qualname}.delete") if "delete" in outline.methods else None
            model = f"{module.name}.{outline.qualname}"
            if function is None or not models.is_model(file, model) or _INHERITED.search(module.text_of(function)):
                continue
            where = f"{index.project.files.relative(path)}:{function.place.line}"
            yield _Operation(where, "delete", model, ("pre_delete", "post_delete"))


def _bulk_effects(module: Module, text: bytes) -> Iterator[Effect]:
    """The bulk operations in the functions of a file."""
    starts = sorted((function.line, function.qualname) for function in module.outline.functions)
    lines = {number for number, line in enumerate(text.split(b"\n"), 1) if _BULK.search(line)}
    names = {starts[at - 1] for line in lines if (at := bisect_right(starts, (line + 1,)))}
    for line, qualname in sorted(names):
        function = module.function(qualname, line)
        for effect in module.body(function).effects if function is not None else ():
            if effect.kind in ("bulk", "update"):
                yield effect
