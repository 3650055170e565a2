"""SIG909."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from flake8_signals.facts import Name
from flake8_signals.file import is_test
from flake8_signals.index import index_of
from flake8_signals.rule import ProjectRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.facts import Effect
    from flake8_signals.index import Index
    from flake8_signals.project import Project
    from flake8_signals.source import Module

_BULK = re.compile(rb"\.(?:a?bulk_create|a?bulk_update|a?update|_raw_delete)\(")

_SKIPPED = {
    "bulk_create": ("pre_save", "post_save"),
    "bulk_update": ("pre_save", "post_save"),
    "update": ("pre_save", "post_save"),
    "_raw_delete": ("pre_delete", "post_delete"),
}
"""The operations of a queryset that send no signals, and the signals that are not sent."""


class BulkOperationSkipsReceivers(ProjectRule):
    """A bulk operation changes objects whose receivers it does not call.

    ## Why is this bad?
    ``bulk_create()``, ``bulk_update()`` and ``update()`` go straight to the database: ``save()`` is not called, and no signals are sent. What the
    receivers of the model do for every saved object is not done for these.

    ## Example
    ```python
    # shop/signals.py
    from .models import Order


    @receiver(post_save, sender=Order)
    def index(sender, instance, **kwargs):
        cache.delete(instance.pk)
    # shop/services.py
    from .models import Order


    def close_all():
        Order.objects.filter(status="new").update(status="closed")  # SIG909
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
        """Every bulk operation in a function on a model that has receivers of the signals which it does not send."""
        index = index_of(project)
        receivers: dict[tuple[str, str], str] = {}
        for link in index.links:
            if link.is_connected and link.sender not in (None, "?"):
                receivers.setdefault((str(link.sender), link.signal.rpartition(".")[2]), link.receiver)
        for path, text in index.startup.texts.items():
            if _BULK.search(text) and not is_test(project.relative(path)):
                module = project.module_at(path)
                for effect in _bulk_effects(module, text):
                    yield from self._skipped(index, module, effect, receivers)

    def _skipped(self, index: Index, module: Module, effect: Effect, receivers: dict[tuple[str, str], str]) -> Iterator[Violation]:
        model = index.project.resolve(effect.target, module)
        for signal in _SKIPPED.get(effect.method.removeprefix("a"), ()):
            receiver = receivers.get((model.path, signal)) if isinstance(model, Name) else None
            if receiver is not None:
                place = index.file_of(module).line(effect.line)
                yield self.violation(
                    place,
                    f"{effect.method}() sends no {signal}: {receiver.rpartition('.')[2]!r} is not called for these {model.path.rpartition('.')[2]} "  # type: ignore[union-attr]
                    "objects; do here what it does, or save them one by one",
                )
                return


def _bulk_effects(module: Module, text: bytes) -> Iterator[Effect]:
    """The bulk operations in the functions of a file."""
    starts = sorted((function.line, function.qualname) for function in module.outline.functions)
    lines = {text.count(b"\n", 0, match.start()) + 1 for match in _BULK.finditer(text)}
    names = {starts[at - 1] for line in lines if (at := bisect_right(starts, (line + 1,)))}
    for line, qualname in sorted(names):
        function = module.function(qualname, line)
        for effect in function.body.effects if function is not None else ():
            if effect.kind in ("bulk", "update"):
                yield effect
