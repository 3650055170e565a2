from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.project.called import is_bound_again
from flake8_signals.rule import BodyRule, Fix, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Use


class UpdateFieldsMayBeNone(BodyRule):
    """A receiver uses ``update_fields``, which may be ``None``.

    ## Why is this bad?
    A plain ``save()`` sends ``update_fields=None``, for all fields, and looking for a name in it raises ``TypeError``.
    A receiver written for ``save(update_fields=…)`` breaks every other save. ``kwargs.get("update_fields", ())`` is
    ``None`` too: the argument is always sent.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def on_status(sender, instance, update_fields, **kwargs):  # SIG611
        if "status" in update_fields:
            logging.info("order %s is %s", instance.pk, instance.status)
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def on_status(sender, instance, update_fields, **kwargs):
        if update_fields is None or "status" in update_fields:
            logging.info("order %s is %s", instance.pk, instance.status)
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#pre-save
    - https://docs.djangoproject.com/en/stable/ref/models/instances/#specifying-which-fields-to-save
    """

    code = "SIG611"
    receives_only = ("pre_save", "post_save")
    runs_for_all = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        uses = [use for use in receiver.body.uses if use.name == "update_fields"]
        if any(map(is_bound_again, uses)):
            return
        tests = {"update_fields", "<try>", receiver.function.signature.catch_all}
        found = next((u for u in uses if u.how in ("iterate", "member") and not tests.intersection(u.guards)), None)
        if found is not None:
            yield self.violation(
                receiver,
                f"receiver {receiver.title} uses update_fields (line {found.line}), which is None for a plain save(), "
                "so that raises TypeError; check for None first",
                _fix(receiver, uses),
            )


def _fix(receiver: Receiver, uses: list[Use]) -> Fix | None:
    """Check for ``None`` before each use, if nothing checks it yet."""
    looks = [use for use in uses if use.how in ("iterate", "member")]
    plain = all(use.how == "member" and not use.from_kwargs and "update_fields" not in use.guards for use in looks)
    if not plain:
        return None
    return Fix(ask_first, receiver.function.place, unsafe=True, path=receiver.module.path)


@edits.of("FunctionDef")
def ask_first(function: cst.FunctionDef) -> cst.FunctionDef:
    """``function`` with a test of ``update_fields`` before each look into it."""
    within = matchers.ComparisonTarget(matchers.In() | matchers.NotIn(), matchers.Name("update_fields"))
    whole = {id(statement.test) for statement in edits.nodes.own(function, matchers.If() | matchers.While())}
    changed: dict[cst.CSTNode, cst.CSTNode] = {}
    for look in edits.nodes.own(function, matchers.Comparison(comparisons=[within])):
        absent = isinstance(look.comparisons[0].operator, cst.NotIn)
        test = cst.parse_expression(f"update_fields is {'not ' if absent else ''}None")
        asked = cst.BooleanOperation(test, cst.And() if absent else cst.Or(), look)
        parenthesized = asked.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        changed[look] = asked if id(look) in whole else parenthesized
    return edits.nodes.replaced(function, changed) if changed else function
