from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.rule import BodyRule, Fix, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver


class RawUnchecked(BodyRule):
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
    receives_only = ("pre_save", "post_save")
    runs_as_written = True
    ignores = "raw"

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((reached for reached in receiver.own_effects if _needs_others(receiver, reached)), None)
        if found is not None:
            creates = found.effect.kind == "create"
            does = "creates" if creates else "fetches"
            trouble = "a fixture brings its own" if creates else "that may not be there yet"
            model = last_part(found.model)
            yield self.violation(
                receiver,
                f"receiver {receiver.title} {does} a row of {model} ({found.where}) for what loaddata "
                f"loads, too: {trouble}; return if raw",
                _fix(receiver),
            )


def _needs_others(receiver: Receiver, reached: ReachedEffect) -> bool:
    """Whether an effect creates or gets a row of another model, however the object is saved."""
    effect, model = reached.effect, receiver.model
    if not reached.model or effect.deferred or not set(effect.guards) <= {"created"}:
        return False
    if effect.kind == "create":
        return reached.model != model
    fetches = effect.kind == "query" and effect.method in ("get", "aget")
    return fetches and bool(model) and not _may_be_one_row(receiver, model, reached.model)


def _may_be_one_row(receiver: Receiver, model: str, other: str) -> bool:
    """Whether a row may be of both models: a proxy's is its parent's, and one of a child has one there too."""
    return any(receiver.file.names.is_subclass(a, frozenset({b})) for a, b in ((model, other), (other, model)))


def _fix(receiver: Receiver) -> Fix:
    is_called = receiver.may_be_called
    arguments = (receiver.function.signature.catch_all or "", is_called)
    return Fix(return_if_raw, receiver.function.place, True, arguments, receiver.module.path)


@edits.of("FunctionDef")
def return_if_raw(function: cst.FunctionDef, catch_all: str, is_called: bool) -> cst.FunctionDef:  # noqa: FBT001
    """``function`` that begins with a return if ``raw``, a new parameter, or else taken from ``catch_all``."""
    params: cst.Parameters | None = function.params
    if not edits.names.count(function.params)["raw"]:
        free = not is_called and not edits.names.count(function)["raw"]
        params = (
            edits.parameters.with_parameter(function.params, "raw", function.whitespace_before_params) if free else None
        )
    if params is None and not catch_all:
        return function
    test = "raw" if params is not None else f'{catch_all}.get("raw")'
    (new,) = edits.statements.parsed(f"if {test}:\n    return\n")
    body = edits.statements.with_first(edits.statements.block(function.body), new)
    return function.with_changes(params=params or function.params, body=body)
