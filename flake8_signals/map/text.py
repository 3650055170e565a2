"""The map as a tree for the terminal: each signal, its receivers, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals.files.saying import printable
from flake8_signals.map.build import by_signal, condition, connected, shown_effects, state_of, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    effects = shown_effects(data)
    lines: list[str] = []
    for group in by_signal(data):
        receivers = (_receiver(row, effects) for row in group.receivers)
        lines += [group.signal, *_tree([*map(_sent, group.sends), *receivers]), ""]
    for cycle in data["cycles"]:
        lines.append(f"cycle: {' → '.join([*cycle, cycle[0]])}")
    if not lines:
        lines = ["no signals here"]
    return "\n".join(map(printable, lines)).rstrip("\n") + "\n"


def _sent(send: dict[str, Any]) -> tuple[str, list[str]]:
    arguments = ", ".join(send["arguments"])
    return f"sent at {send['path']}:{send['line']} by {send['method']}({arguments})", []


def _receiver(row: dict[str, Any], effects: dict[tuple[str, int], list[dict[str, Any]]]) -> tuple[str, list[str]]:
    sender = "" if row["sender"] is None else f"  [{row['sender']}]"
    state = state_of(row)
    mark = f"  ✗ {state}" if state else ""
    tested = f"  {connected(row)}" if row["guards"] else ""
    title = f"{row['receiver']}{sender}  {row['path']}:{row['line']}{tested}{mark}"
    return title, [_effect(effect) for effect in effects.get((row["receiver"], row["line"]), [])]


def _effect(effect: dict[str, Any]) -> str:
    return f"{effect['kind']} {target_of(effect)}{condition(effect)}  {effect['path']}:{effect['line']}"


def _tree(branches: list[tuple[str, list[str]]]) -> Iterator[str]:
    for index, (title, leaves) in enumerate(branches):
        last = index == len(branches) - 1
        yield f"{'└─' if last else '├─'} {title}"
        for number, leaf in enumerate(dict.fromkeys(leaves)):
            end = number == len(dict.fromkeys(leaves)) - 1
            yield f"{'  ' if last else '│ '} {'└─' if end else '├─'} {leaf}"
