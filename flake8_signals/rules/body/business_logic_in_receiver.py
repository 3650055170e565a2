from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.knowledge import django
from flake8_signals.knowledge.libraries import PERIODIC, SETTING_UP
from flake8_signals.project import models
from flake8_signals.project.effects import is_allowed, is_certain
from flake8_signals.project.private_helpers import effects_with, helpers_of
from flake8_signals.rule import BodyRule, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.options import Options
    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.receivers import Receiver

_ENOUGH = 2
"""The weight of reasons that makes a receiver one with business logic."""

_FAR_OVER = 10
"""How many statements above the limit weigh double."""

_IN_A_LOOP = {
    "save": "saves",
    "create": "creates",
    "update": "updates",
    "delete": "deletes",
    "m2m": "changes relations",
    "bulk": "writes",
    "query": "queries",
    "refresh": "queries",
    "sql": "runs SQL",
}

_WORST_FIRST = ("bulk", "save", "create", "update", "delete", "m2m", "sql", "query", "refresh")
"""Of what is done in a loop, what is named: a write before a query."""

_SMALL = 6
"""From how many statements on a loop alone makes a receiver one with business logic."""

_LONG = 10
"""From how many statements on a private function of its own makes a receiver longer, and does not only divide it."""

_ONCE = {"file": "uses files", "sql": "runs SQL", "transaction": "opens a transaction"}

_WRITES = frozenset({"save", "create", "update", "delete", "bulk"})

_REPORTED_BY_OTHERS = frozenset({"network", "mail", "sleep", "subprocess", "task"})
"""What SIG501, SIG502 and SIG503 are about."""


class _Reason(NamedTuple):
    """What makes a receiver one with business logic; ``is_own``: not only in private functions that it calls."""

    weight: int
    words: str
    is_own: bool = True


class BusinessLogicInReceiver(BodyRule):
    """A receiver does the work itself, instead of calling what does it.

    ## Why is this bad?
    A receiver is called by every ``save()`` in the project, and no line there says so: who
    reads the code that saves an order does not see that this also writes an invoice. Logic
    that stands in a receiver can be neither called nor tested without saving, cannot be left
    out where it is not wanted, and its errors come up in code that has nothing to do with it.
    A receiver takes the arguments, checks whether they concern it, and calls a function.

    What is counted is in the message: a receiver is reported that has more than one of the
    following, or one to excess. What a private function of the same module does that only the
    receiver calls counts as its own, and so does the size of a long one. Statements, above
    ``--signals-max-statements`` (guards, logging and imports left out); branches, above
    ``--signals-max-branches``; queries and writes in a loop; models other than the sender that
    it writes to, above ``--signals-max-writes``; files that it opens or removes; raw SQL and
    transactions. Calls that match ``--signals-allowed-calls`` never count, nor do tasks, mail
    and requests, which rules of their own report.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def on_order_saved(sender, instance, raw, **kwargs):  # SIG003
        if raw or instance.status != "paid":
            return
        with transaction.atomic():
            Parcel.objects.create(order=instance, weight=1)
            instance.customer.logins += 1
            instance.customer.save()
    ```

    ## Use instead
    ```python
    # shop/signals.py
    from shop import services


    @receiver(post_save, sender=Order)
    def on_order_saved(sender, instance, raw, **kwargs):
        if raw or instance.status != "paid":
            return
        services.order_paid(instance)
    # shop/services.py
    def order_paid(order):
        with transaction.atomic():
            Parcel.objects.create(order=order, weight=1)
            order.customer.logins += 1
            order.customer.save()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/: "Where possible you should opt for
      directly calling the handling code, rather than dispatching via a signal."
    - https://github.com/HackSoftware/Django-Styleguide#signals
    """

    code = "SIG003"
    advice = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        if receiver.receives_any(*django.SETTING_UP) or _is_meant_to_work(receiver):
            return
        reasons = list(_reasons(receiver, receiver.file.options))
        if sum(reason.weight for reason in reasons) >= _ENOUGH:
            listed = ", ".join(reason.words for reason in reasons)
            where = "a function" if any(reason.is_own for reason in reasons) else "another module"
            yield self.violation(
                receiver, f"receiver {receiver.title} holds business logic: {listed}; move it to {where}, and call that"
            )


def _is_meant_to_work(receiver: Receiver) -> bool:
    """Whether a receiver is what another is told to call: a model's method, what a timer runs, or what sets data up."""
    owner = receiver.function.owner
    if owner and models.is_model(receiver.file, owner):
        return True
    if all(SETTING_UP.search(last_part(connection.signal_path)) for connection in receiver.connections):
        return True
    timers = [s.built_in is None and PERIODIC.search(last_part(s.name)) is not None for s in receiver.signals]
    return bool(timers) and all(timers)


def _reasons(receiver: Receiver, options: Options) -> Iterator[_Reason]:
    """What makes a handler more than one that adapts and delegates."""
    helpers = helpers_of(receiver)
    everything = effects_with(receiver, helpers)
    counted = [
        reached
        for reached in everything
        if reached.effect.kind not in _REPORTED_BY_OTHERS and not is_allowed(reached.effect, options)
    ]
    long = [helper for helper in helpers if receiver.module.body(helper).statements >= _LONG]
    sized = {receiver.function.path, *(helper.path for helper in long)}
    lines = [(_function(receiver, reached), reached.effect.line) for reached in everything]
    kept = {(_function(receiver, reached), reached.effect.line) for reached in counted}
    left_out = {(function, line) for function, line in lines if function in sized} - kept
    bodies = [receiver.body, *map(receiver.module.body, long)]
    statements = sum(body.statements for body in bodies) - len(left_out)
    yield from _size(statements, sum(body.branches for body in bodies), options)
    yield from _work(counted, _other_models(receiver, counted), statements, options)


def _function(receiver: Receiver, reached: ReachedEffect) -> str:
    """The dotted name of the function that an effect stands in."""
    return reached.chain[-1].function if reached.chain else receiver.function.path


def _size(statements: int, branches: int, options: Options) -> Iterator[_Reason]:
    if statements > options.max_statements:
        is_far_over = statements > options.max_statements + _FAR_OVER
        yield _Reason(1 + is_far_over, f"{statements} statements (max {options.max_statements})")
    if branches > options.max_branches:
        yield _Reason(1, f"{branches} branches (max {options.max_branches})")


def _work(counted: list[ReachedEffect], written: list[str], statements: int, options: Options) -> Iterator[_Reason]:
    looped = [reached for reached in counted if _asks_in_loop(reached)]
    if looped:
        worst = min(looped, key=lambda reached: _WORST_FIRST.index(reached.effect.kind))
        is_more = statements >= _SMALL and not all(reached.effect.alone for reached in looped)
        words = f"{_IN_A_LOOP[worst.effect.kind]} in a loop ({_place(worst)})"
        yield _Reason(1 + is_more, words, is_own=not worst.chain)
    if len(written) > options.max_writes:
        listed = f"{', '.join(written)}; max {options.max_writes}"
        yield _Reason(len(written) - options.max_writes, f"writes to {len(written)} other models ({listed})")
    for kinds in ({"file"}, {"sql", "transaction"}):
        found = next((reached for reached in counted if reached.effect.kind in kinds), None)
        if found is not None:
            yield _Reason(1, f"{_ONCE[found.effect.kind]} ({_place(found)})", is_own=not found.chain)


def _place(reached: ReachedEffect) -> str:
    """Where something is done: its line, and the private function that it stands in."""
    line = f"line {reached.effect.line}"
    return f"{line}, in {last_part(reached.chain[-1].function)}()" if reached.chain else line


def _asks_in_loop(reached: ReachedEffect) -> bool:
    effect = reached.effect
    return effect.in_loop and effect.kind in _IN_A_LOOP and is_certain(reached)


def _other_models(receiver: Receiver, counted: list[ReachedEffect]) -> list[str]:
    """The names of the models, other than the one model that the handler hears of, that it writes to."""
    model = receiver.model
    names = {
        last_part(reached.model) for reached in counted if model and reached.model and reached.effect.kind in _WRITES
    }
    return sorted(name for name in names if name.lower() != last_part(model).lower())
