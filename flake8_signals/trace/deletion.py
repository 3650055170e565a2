"""What Django deletes along with an object, and in which order it calls the receivers of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def deleted_with(data: dict[str, Any], model: str) -> list[str]:
    """The models whose objects go when one of ``model`` does, itself included, in the order of Django's signals.

    That is what ``Collector.sort()`` in ``django/db/models/deletion.py`` makes of them: what cannot do without a row
    goes before it. ``pre_delete`` is sent for all of them, then ``post_delete``.
    """
    collected = [model]
    needed_by: dict[str, set[str]] = {}
    for current in collected:
        for relation in _pointing_to(data, current):
            if relation["on_delete"] == "CASCADE":
                if not relation["null"]:
                    needed_by.setdefault(current, set()).add(relation["model"])
                if relation["model"] not in collected:
                    collected.append(relation["model"])
    ordered: list[str] = []
    while len(ordered) < len(collected):
        ready = [one for one in collected if one not in ordered and needed_by.get(one, set()) - {one} <= {*ordered}]
        if not ready:
            return collected
        ordered += ready
    return ordered


def cleared_by(data: dict[str, Any], model: str) -> Iterator[str]:
    """The fields that Django empties without a signal when an object of ``model`` is deleted: ``Model.field``."""
    for relation in _pointing_to(data, model):
        if relation["on_delete"] in ("SET_NULL", "SET_DEFAULT", "SET"):
            yield f"{relation['model']}.{relation['field']}"


def _pointing_to(data: dict[str, Any], model: str) -> list[dict[str, Any]]:
    return [relation for relation in data["relations"] if relation["target"] == model]
