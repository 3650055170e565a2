"""The changes from one map to another, as plain data.

``connections``
    ``made``, ``gone``, ``moved`` (the receiver is in another module, and ``was`` called otherwise), ``lost`` (start-up
    no longer makes it), ``dead`` (a rule now proves that it is never called) and ``live`` (it was lost or dead, and now
    is not): lists of rows as on the map, those gone as they were.
``effects``
    ``new``, ``gone``: rows as on the map; ``changed``: the new row, with the conditions under one of which the receiver
    had that effect, and has it now (``before`` and ``after``: lists of lists).
``cycles``
    ``new`` and ``gone``: lists of receivers.
``reach``
    for each happening whose receivers are others now: ``what`` (``save``, ``delete``, ``m2m`` or ``send``), ``name``,
    and the receivers that run in the end, ``before`` and ``after``.
"""

from __future__ import annotations

from typing import Any

from flake8_signals.map.build import is_dead, shown_effects
from flake8_signals.syntax.values import last_part
from flake8_signals.trace.follow import Follower, Happening, reach

VERSION = 1
"""The version of the JSON schema."""


def changes(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What is different in the ``new`` map."""
    labels = {row["label"]: row["name"] for row in new["models"]}
    old = _renamed(old, {row["name"]: labels[row["label"]] for row in old["models"] if row["label"] in labels})
    moved = _moved(old, new)
    old = _renamed(old, moved)
    was = {now: before for before, now in moved.items()}
    return {
        "version": VERSION,
        "connections": {
            **_connections(old, new),
            "moved": [{**row, "was": was[row["receiver"]]} for row in new["receivers"] if row["receiver"] in was],
        },
        "effects": _effects(old, new),
        "cycles": {
            "new": [cycle for cycle in new["cycles"] if cycle not in old["cycles"]],
            "gone": [cycle for cycle in old["cycles"] if cycle not in new["cycles"]],
        },
        "reach": _reach(old, new),
    }


def _renamed(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """A map with other names for some models or receivers, which only moved to another module."""
    if not names:
        return data
    return {
        key: [
            [names.get(name, name) for name in row]
            if isinstance(row, list)
            else {field: names.get(value, value) if isinstance(value, str) else value for field, value in row.items()}
            for row in rows
        ]
        if isinstance(rows, list)
        else rows
        for key, rows in data.items()
    }


def _moved(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """The receivers that are in another module now, with their new names: all they are connected to is the same."""
    before, after = _connected_to(old), _connected_to(new)
    found = {}
    for gone in before.keys() - after.keys():
        there = [
            name
            for name, to in after.items()
            if name not in before and to == before[gone] and last_part(name) == last_part(gone)
        ]
        if len(there) == 1:
            found[gone] = there[0]
    return found


def _connected_to(data: dict[str, Any]) -> dict[str, set[tuple[str, str | None]]]:
    found: dict[str, set[tuple[str, str | None]]] = {}
    for row in data["receivers"]:
        found.setdefault(row["receiver"], set()).add((row["signal"], row["sender"]))
    return found


def are_any(found: dict[str, Any]) -> bool:
    """Whether anything is different."""
    groups = (found["connections"], found["effects"], found["cycles"])
    return bool(found["reach"]) or any(rows for group in groups for rows in group.values())


def _connections(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    before, after = _by_key(old), _by_key(new)
    both = [(before[key], row) for key, row in after.items() if key in before]
    turned = [(_state(was), _state(row), row) for was, row in both if _state(was) != _state(row)]
    return {
        "made": [row for key, row in after.items() if key not in before],
        "gone": [row for key, row in before.items() if key not in after],
        "lost": [row for _, now, row in turned if now == "lost"],
        "dead": [row for _, now, row in turned if now == "dead"],
        "live": [row for _, now, row in turned if now == "live"],
    }


def _by_key(data: dict[str, Any]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The connections of a map by what tells them apart; of equal ones, they are numbered."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in data["receivers"]:
        number = 0
        while (key := (*(row[name] for name in ("signal", "sender", "receiver", "dispatch_uid")), number)) in found:
            number += 1
        found[key] = row
    return found


def _state(row: dict[str, Any]) -> str:
    if is_dead(row):
        return "dead"
    return "lost" if row["loaded"] in ("never", "lazy") else "live"


def _effects(old: dict[str, Any], new: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    before, after = _by_effect(old), _by_effect(new)
    return {
        "new": [row for key, rows in after.items() if key not in before for row in rows],
        "gone": [row for key, rows in before.items() if key not in after for row in rows],
        "changed": [
            {**rows[0], "before": then, "after": now}
            for key, rows in after.items()
            if key in before and _as_sets(then := _conditions(before[key])) != _as_sets(now := _conditions(rows))
        ],
    }


def _by_effect(data: dict[str, Any]) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for (receiver, _), effects in shown_effects(data).items():
        for effect in effects:
            acts_on = effect["target"] or effect["source"]
            found.setdefault((receiver, effect["kind"], acts_on, effect["deferred"]), []).append(effect)
    return found


def _conditions(rows: list[dict[str, Any]]) -> list[list[str]]:
    """The conditions under one of which the same effect happens, each once, without those that ask for more."""
    found = {frozenset(row["guards"]): row["guards"] for row in rows}
    return [guards for key, guards in found.items() if not any(other < key for other in found)]


def _as_sets(conditions: list[list[str]]) -> set[frozenset[str]]:
    return {frozenset(guards) for guards in conditions}


def _reach(old: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    then, now = Follower(old), Follower(new)
    for happening in sorted({*_happenings(old), *_happenings(new)}):
        before, after = reach(then, happening), reach(now, happening)
        if {*before} != {*after}:
            found.append({"what": happening.what, "name": happening.name, "before": before, "after": after})
    return found


def _happenings(data: dict[str, Any]) -> list[Happening]:
    """All that receivers hear of on a map."""
    names = [row["name"] for row in data["models"]]
    found = [Happening(what, name) for name in names for what in ("save", "delete")]
    found += [Happening("m2m", row["through"]) for row in data["relations"] if row["through"] is not None]
    signals = {row["signal"] for row in data["receivers"]} | {row["name"] for row in data["signals"]}
    return found + [Happening("send", name) for name in signals if not name.startswith("django.db.models.signals.")]
