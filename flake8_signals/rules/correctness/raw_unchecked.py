from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.knowledge import libraries
from flake8_signals.project import models
from flake8_signals.project.effects import creating, keys_to_instance
from flake8_signals.rule import BodyRule, Fix, Violation
from flake8_signals.syntax.values import Literal, Parameter, last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Relation
    from flake8_signals.syntax.values import Call

_ARGUMENTS = frozenset({"created", "raw", "instance", "update_fields"})


class RawUnchecked(BodyRule):
    """A receiver creates an object's only row of another model while a fixture is loaded, too.

    ## Why is this bad?
    ``loaddata`` saves what a fixture holds row by row, and sends the signals with ``raw=True``. A
    fixture that holds both rows, as one that ``dumpdata`` wrote does, brings its own: a one-to-one
    or unique field allows no second one, so loading it fails with ``IntegrityError``. Django's
    documentation says to leave other records alone then. (Fixtures that hold the first row alone
    have to bring the other one, too.)

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def label(sender, instance, created, **kwargs):  # SIG605
        if created:
            Label.objects.create(order=instance)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def label(sender, instance, created, raw, **kwargs):
        if raw:
            return
        if created:
            Label.objects.create(order=instance)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-save
    - https://docs.djangoproject.com/en/stable/topics/db/fixtures/#how-fixtures-are-saved-to-the-database
    """

    code = "SIG605"
    receives_only = ("post_save",)
    runs_as_written = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        found = next((reached for reached in receiver.own_effects if _collides(receiver, reached)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} creates the only {last_part(found.model)} of an object ({found.where}) for "
                "what loaddata loads, too: a fixture that brings its own fails with IntegrityError; return if raw",
                _fix(receiver),
            )


def _collides(receiver: Receiver, reached: ReachedEffect) -> bool:
    """Whether an effect certainly creates, for what a fixture loads, a row that the fixture may bring itself."""
    effect, call = reached.effect, creating(reached)
    if call is None or effect.deferred or effect.in_loop or reached.model == receiver.model:
        return False
    plain = effect.method.removeprefix("a") in ("create", "save") and not call.unpacks
    tested = {guard.partition(".")[0] for guard in effect.guards}
    if not plain or effect.line not in receiver.body.run_for_loaded or not tested <= _ARGUMENTS:
        return False
    known = libraries.ONE_TO_ONE.get(reached.model)
    if known is not None:
        return call.argument(known) == Parameter("instance", receiver.qualname)
    return any(
        _is_unique(relation, models.made_by(home, reached.model, relation))
        for relation, home in keys_to_instance(receiver, reached.model, call)
    )


def _is_unique(relation: Relation, made: Call | None) -> bool:
    """Whether a field allows one row only, and is not that row's key: then the fixture's row replaces the other one."""
    if made is None or made.unpacks or made.argument("primary_key") not in (None, Literal(False)):
        return False
    return relation.kind == "OneToOneField" or made.argument("unique") == Literal(True)


def _fix(receiver: Receiver) -> Fix:
    is_called = receiver.callers.may_exist
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
