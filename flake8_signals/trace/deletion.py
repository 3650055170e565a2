"""What Django deletes along with an object, and in which order it calls the receivers of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django_models

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLEARED = ("SET_NULL", "SET_DEFAULT", "SET")

_GENERIC = "GenericRelation"
"""The ending of the kinds of relations whose other end is deleted along."""


def unsettled(relations: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The relations that matter where something is deleted, but whose other end is not known."""
    for relation in relations:
        matters = relation["on_delete"] in ("CASCADE", *_CLEARED) or relation["kind"].endswith(_GENERIC)
        if relation["target"] is None and matters:
            yield {key: relation[key] for key in ("model", "field", "kind", "on_delete")}


def automatic_throughs(relations: list[dict[str, Any]]) -> frozenset[str]:
    """The through models that Django makes itself: it sends no signals when their rows are saved or deleted."""
    own = {each["through"] for each in relations if each["through"] == f"{each['model']}_{each['field']}"}
    return frozenset(own) | {*django_models.THROUGH_MODELS.values()}


class _Collected(NamedTuple):
    """A model whose rows go too, because ``owner``'s do.

    ``first`` cannot do without the other one, so it goes before it; it is empty if neither needs the other.
    ``goes_on``: what points to the rows goes as well.
    """

    owner: str
    model: str
    first: str
    goes_on: bool = True


class Deletions:
    """What goes with the objects of each model of a map: what ``Collector`` in ``django.db.models.deletion`` finds."""

    def __init__(self, relations: list[dict[str, Any]]) -> None:
        self._to: dict[str, list[dict[str, Any]]] = {}
        self._of: dict[str, list[dict[str, Any]]] = {}
        for relation in relations:
            self._to.setdefault(relation["target"] or "", []).append(relation)
            self._of.setdefault(relation["model"], []).append(relation)

    @remembered
    def of(self, model: str) -> tuple[str, ...]:
        """The models whose objects go when one of ``model`` does, itself included, in the order of Django's signals.

        ``pre_delete`` is sent for all of them, then ``post_delete``. Django collects a row, the rows of the tables that
        its model inherits, and what points to any of these, one after the other and each to its end. Then it puts what
        cannot do without a row before that.
        """
        found = [model]
        before: dict[str, set[str]] = {}
        pending = [self._along(model)]
        while pending:
            one = next(pending[-1], None)
            if one is None:
                pending.pop()
                continue
            if one.first:
                last = one.owner if one.first == one.model else one.model
                before.setdefault(last, set()).add(one.first)
            if one.model not in found:
                found.append(one.model)
                pending.append(self._along(one.model) if one.goes_on else self._inherited(one.model))
        ordered: list[str] = []
        while len(ordered) < len(found):
            known = len(ordered)
            for name in found:
                if name not in ordered and before.get(name, set()) - {name} <= {*ordered}:
                    ordered.append(name)
            if len(ordered) == known:
                return (*found,)
        return (*ordered,)

    def cleared_by(self, model: str) -> Iterator[str]:
        """The fields that Django empties without a signal when an object of a model is deleted: ``Model.field``."""
        for relation in self._to.get(model, ()):
            if relation["on_delete"] in _CLEARED:
                yield f"{relation['model']}.{relation['field']}"

    def _along(self, model: str) -> Iterator[_Collected]:
        """What is collected for a row of ``model``, in Django's order."""
        yield from self._inherited(model)
        above = self._ancestors(model)
        for owner in (*reversed(above), model):
            for relation in self._to.get(owner, ()):
                other = relation["model"]
                is_link_of_a_child = relation["kind"] == "parent" and owner != model
                if relation["on_delete"] == "CASCADE" and not is_link_of_a_child:
                    yield _Collected(owner, other, "" if relation["null"] else other)
        for owner in (*reversed(above), model):
            for relation in self._of.get(owner, ()):
                if relation["kind"].endswith(_GENERIC) and relation["target"] is not None:
                    yield _Collected(model, relation["target"], "")

    def _inherited(self, model: str) -> Iterator[_Collected]:
        """The tables that a model inherits from."""
        for relation in self._of.get(model, ()):
            if relation["kind"] == "parent":
                yield _Collected(model, relation["target"], model, goes_on=False)

    def _ancestors(self, model: str) -> list[str]:
        """The models that a model inherits a table from, the nearest first."""
        found = [model]
        for one in found:
            found += [above.model for above in self._inherited(one) if above.model not in found]
        return found[1:]
