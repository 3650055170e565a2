"""The map as a tree for the terminal: each signal, its receivers, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATES = {
    "never": "NOT LOADED: nothing imports it",
    "lazy": "NOT LOADED at start-up",
    "dead": "DEAD: nothing holds the receiver",
    "unknown": "loaded, perhaps",
}
"""What is said of a connection that start-up does not certainly make."""

_SHOWN = (
    "save",
    "create",
    "update",
    "delete",
    "bulk",
    "m2m",
    "task",
    "network",
    "mail",
    "send",
    "sql",
    "file",
    "subprocess",
    "sleep",
)
"""The effects that are worth a line."""


_GUARDS = 2
"""How many of the names that an effect depends on are shown."""


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    signals: dict[str, list[dict[str, Any]]] = {}
    for row in data["receivers"]:
        signals.setdefault(row["signal"], []).append(row)
    for signal in data["signals"]:
        signals.setdefault(signal["name"], [])
    effects: dict[str, list[dict[str, Any]]] = {}
    for effect in data["effects"]:
        effects.setdefault(effect["receiver"], []).append(effect)
    lines: list[str] = []
    for name, rows in sorted(signals.items()):
        sends = [send for send in data["sends"] if send["signal"] == name]
        lines += [name, *_tree([*map(_sent, sends), *(_receiver(row, effects) for row in rows)]), ""]
    for cycle in data["cycles"]:
        lines.append(f"cycle: {' → '.join([*cycle, cycle[0]])}")
    if not lines:
        lines = ["no signals here"]
    return "\n".join(lines).rstrip("\n") + "\n"


def _sent(send: dict[str, Any]) -> tuple[str, list[str]]:
    arguments = ", ".join(send["arguments"])
    return f"sent at {send['path']}:{send['line']} by {send['method']}({arguments})", []


def _receiver(row: dict[str, Any], effects: dict[str, list[dict[str, Any]]]) -> tuple[str, list[str]]:
    sender = "" if row["sender"] is None else f"  [{row['sender']}]"
    state = _STATES.get(row["loaded"])
    if row["loaded"] == "lazy" and len(row["loaded_by"]) > 1:
        state = f"{state}, only by {row['loaded_by'][0]}"
    mark = f"  ✗ {state}" if state else ""
    title = f"{row['receiver']}{sender}  {row['path']}:{row['line']}{mark}"
    return title, [_effect(effect) for effect in effects.get(row["receiver"], []) if effect["kind"] in _SHOWN]


def _effect(effect: dict[str, Any]) -> str:
    tested = [name for name in effect["guards"] if not name.startswith("<")]
    guards = f" if {', '.join(tested[:_GUARDS])}{' …' if len(tested) > _GUARDS else ''}" if tested else ""
    return f"{effect['kind']} {effect['target']}{guards}  {effect['path']}:{effect['line']}"


def _tree(branches: list[tuple[str, list[str]]]) -> Iterator[str]:
    for index, (title, leaves) in enumerate(branches):
        last = index == len(branches) - 1
        yield f"{'└─' if last else '├─'} {title}"
        for number, leaf in enumerate(dict.fromkeys(leaves)):
            end = number == len(dict.fromkeys(leaves)) - 1
            yield f"{'  ' if last else '│ '} {'└─' if end else '├─'} {leaf}"
