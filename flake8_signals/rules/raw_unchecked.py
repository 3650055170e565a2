"""SIG605."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.cascade import judged, model_of, own_effects, runs_as_written
from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.cascade import Reached
    from flake8_signals.file import Handler, SourceFile


class RawUnchecked(FileRule):
    """A receiver creates or fetches other rows while a fixture is loaded.

    ## Why is this bad?
    ``loaddata`` saves what a fixture holds row by row, in any order, and sends the signals with
    ``raw=True``: rows that the receiver asks for may not be there yet, and one that it creates
    collides with the fixture's own. Django's documentation says to leave other records alone then.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def pack(sender, instance, created, **kwargs):  # SIG605
        if created:
            Parcel.objects.create(order=instance)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def pack(sender, instance, created, raw, **kwargs):
        if raw:
            return
        if created:
            Parcel.objects.create(order=instance)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-save
    - https://docs.djangoproject.com/en/stable/topics/db/fixtures/#how-fixtures-are-saved-to-the-database
    """

    code = "SIG605"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every handler that never asks for ``raw``, and creates or gets other rows guarded by ``created`` at most."""
        for handler in judged(file):
            body = handler.function.body
            if not handler.on("pre_save", "post_save") or not runs_as_written(handler) or body.forwards_kwargs:
                continue
            if any(use.name == "raw" for use in body.uses):
                continue
            found = next((reached for reached in own_effects(handler) if _needs_others(handler, reached)), None)
            if found is not None:
                creates = found.effect.kind == "create"
                does = "creates" if creates else "fetches"
                trouble = "a fixture brings its own" if creates else "that may not be there yet"
                yield self.violation(
                    handler,
                    f"receiver {handler.title} {does} a {found.model.rpartition('.')[2]} ({found.where}) for what "
                    f"loaddata loads, too: {trouble}; return if raw",
                )


def _needs_others(handler: Handler, reached: Reached) -> bool:
    """Whether an effect creates or gets a row of another model, however the object is saved."""
    effect, model = reached.effect, model_of(handler)
    if not reached.model or effect.deferred or not set(effect.guards) <= {"created"}:
        return False
    if effect.kind == "create":
        return reached.model != model
    return effect.kind == "query" and effect.method in ("get", "aget") and bool(model) and reached.model != model
