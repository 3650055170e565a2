"""The answer as a tree for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals.files.saying import printable
from flake8_signals.map.build import LOST, condition, connected, target_of
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    Branch = tuple[str, "list[Branch]"]

_HAPPENS = {
    "init": "is made or loaded",
    "save": "is saved",
    "delete": "is deleted",
    "m2m": "has its relation changed",
    "send": "is sent",
}
"""What happens, in words."""


def render(told: dict[str, Any]) -> str:
    """The text of an answer."""
    lines = []
    if told["kind"] == "receiver":
        lines += [
            f"{told['name']} is reached by",
            *_drawn([*map(_reached, told["reached_by"])] or [("nothing in sight but what is below", [])]),
            "",
        ]
    elif told["reached_by"]:
        lines += [f"{told['name']} is sent by", *_drawn([*map(_reached, told["reached_by"])]), ""]
    for tree in told["trees"]:
        lines += [happens(tree), *_drawn(_branches(tree)), ""]
    lines += perhaps(told["unsettled"])
    return "\n".join(map(printable, lines)).rstrip("\n") + "\n"


def happens(tree: dict[str, Any]) -> str:
    """What happens, as a sentence without its full stop."""
    along = f", and with it {', '.join(tree['with'])}" if tree["with"] else ""
    return f"{tree['name']} {_HAPPENS[tree['what']]}{along}"


def again(tree: dict[str, Any]) -> str:
    """What is said where a tree is not followed any further; empty where it is."""
    if tree["repeats"] == "cycle":
        return f"cycle: {happens(tree)} again{', until RecursionError' if tree['endless'] else ''}"
    told = {"above": "see above", "far": "too many steps away to be followed"}
    return f"{happens(tree)}: {told[tree['repeats']]}" if tree["repeats"] else ""


def perhaps(unsettled: list[dict[str, Any]]) -> list[str]:
    """What may be deleted or emptied along, in a sentence or two."""
    deleted = [f"{one['model']}.{one['field']}" for one in unsettled if one["on_delete"] == "CASCADE"]
    emptied = [f"{one['model']}.{one['field']}" for one in unsettled if one["on_delete"] not in ("CASCADE", "")]
    generic = [f"{one['model']}.{one['field']}" for one in unsettled if not one["on_delete"]]
    said = {
        "perhaps deleted along, as what it points to is not known: ": deleted,
        "perhaps emptied without a signal, as what it points to is not known: ": emptied,
        "perhaps deletes along what it leads to, which is not known: ": generic,
    }
    return [f"{what}{', '.join(fields)}" for what, fields in said.items() if fields]


def _reached(row: dict[str, Any]) -> Branch:
    by = f"{row['by']}: " if row["by"] else ""
    mark = f"  ✗ {row['state']}" if row["state"] else ""
    return f"{by}{row['kind']} {row['target']}{condition(row)}  {row['path']}:{row['line']}{mark}", []


def _branches(tree: dict[str, Any]) -> list[Branch]:
    found: list[Branch] = [
        (f"{_signal(call)} → {_call(call)}", [*map(_effect, call["does"])]) for call in tree["calls"]
    ]
    if not tree["calls"]:
        found.append(("no receiver hears of it", []))
    found += [(f"empties {field} without a signal", []) for field in tree["cleared"]]
    found += [
        (f"on commit{', perhaps,' if effect['perhaps'] else ','} for {effect['by']}: {title}", below)
        for effect in tree.get("on_commit", ())
        for title, below in [_effect({**effect, "deferred": False})]
    ]
    return found


def note(effect: dict[str, Any]) -> str:
    """What is said of an effect that leads to nothing that is told."""
    if effect["kind"] == LOST:
        return " (not followed)" if effect["target"] else " (what that does is not known)"
    return " (sends no signals)" if effect["silent"] else ""


def signal_of(call: dict[str, Any]) -> str:
    """The signal of a call, with the part of its action that is known: ``m2m_changed (pre_…)``."""
    action = f" ({call['action']}_…)" if call["action"] else ""
    return f"{last_part(call['signal'])}{action}"


def _signal(call: dict[str, Any]) -> str:
    sender = f" of {last_part(call['sender'])}" if call["sender"] else ""
    return f"{signal_of(call)}{sender}"


def _call(call: dict[str, Any]) -> str:
    mark = f"  ✗ {call['state']}" if call["state"] else ""
    tested = f"  {connected(call)}" if call["guards"] else ""
    return f"{call['receiver']}  {call['path']}:{call['line']}{tested}{mark}"


def _effect(effect: dict[str, Any]) -> Branch:
    each = " in a loop" if effect["repeated"] else ""
    quiet = note(effect)
    title = f"{effect['kind']} {target_of(effect)}{each}{condition(effect)}{quiet}  {effect['path']}:{effect['line']}"
    tree = effect["leads_to"]
    if tree is None:
        return title, []
    if tree["repeats"]:
        return title, [(f"↻ {again(tree)}", [])]
    return title, _branches(tree) if tree["calls"] or tree["cleared"] else []


def _drawn(branches: list[Branch], before: str = "") -> Iterator[str]:
    for index, (title, below) in enumerate(branches):
        last = index == len(branches) - 1
        yield f"{before}{'└─' if last else '├─'} {title}"
        yield from _drawn(below, f"{before}{'  ' if last else '│ '} ")
