"""The changes in words: sections, each with a title and lines, for every format that is read by people."""

from __future__ import annotations

from typing import Any, NamedTuple

from flake8_signals.map.build import condition, connected, state_of, target_of
from flake8_signals.syntax.values import last_part

_HAPPENS = {"save": "saving", "delete": "deleting", "m2m": "changing", "send": "sending"}

_MOST = 20
"""How many lines a section has at most."""


class Line(NamedTuple):
    """A line: its ``sign`` (``+``, ``-``, ``!``), what it is about, and a few words behind that."""

    sign: str
    about: str
    words: str = ""


class Section(NamedTuple):
    """Some changes of one kind; ``more`` were left out."""

    title: str
    lines: list[Line]
    more: int


def sections(found: dict[str, Any]) -> list[Section]:
    """The sections that have something to say."""
    connections, effects, cycles = found["connections"], found["effects"], found["cycles"]
    told = {
        "connections made": [Line("+", _connection(row), _made(row)) for row in connections["made"]],
        "connections gone": [Line("-", _connection(row), _place(row)) for row in connections["gone"]],
        "receivers moved": [Line("!", _connection(row), f"before: {row['was']}") for row in connections["moved"]],
        "no longer loaded at start-up": [Line("!", _connection(row), state_of(row)) for row in connections["lost"]],
        "now dead": [Line("!", _connection(row), state_of(row)) for row in connections["dead"]],
        "connected again": [Line("+", _connection(row), _place(row)) for row in connections["live"]],
        "new effects": [Line("+", _effect(row), _place(row)) for row in effects["new"]],
        "effects gone": [Line("-", _effect(row), _place(row)) for row in effects["gone"]],
        "effects under other conditions": [_changed(row) for row in effects["changed"]],
        "new cycles": [Line("!", _cycle(cycle)) for cycle in cycles["new"]],
        "cycles gone": [Line("-", _cycle(cycle)) for cycle in cycles["gone"]],
        "reach": [Line(_sign(row), f"{_HAPPENS[row['what']]} {row['name']}", _reach(row)) for row in found["reach"]],
    }
    return [Section(title, lines[:_MOST], len(lines[_MOST:])) for title, lines in told.items() if lines]


def _connection(row: dict[str, Any]) -> str:
    sender = f" of {row['sender']}" if row["sender"] is not None else ""
    return f"{row['receiver']} on {last_part(row['signal'])}{sender}"


def _made(row: dict[str, Any]) -> str:
    """Where a new connection's receiver is, and what is wrong with it."""
    return ", ".join(filter(None, (_place(row), connected(row), state_of(row))))


def _effect(row: dict[str, Any]) -> str:
    return f"{_happens(row)}{condition(row)}"


def _happens(row: dict[str, Any]) -> str:
    return f"{row['receiver']}: {row['kind']} {target_of(row)}"


def _changed(row: dict[str, Any]) -> Line:
    """An effect under other conditions: what is different about them comes first, for the rest may be cut off."""
    same = set.intersection(*map(set, (*row["before"], *row["after"])))

    def told(guards: list[str], *, deferred: bool = False) -> str:
        return condition({"guards": sorted(guards, key=same.__contains__), "deferred": deferred})

    now = "; or".join(told(guards, deferred=row["deferred"]) for guards in row["after"])
    before = "; or ".join(told(guards).strip() or "always" for guards in row["before"])
    return Line("!", f"{_happens(row)}{now}", f"before: {before}")


def _cycle(cycle: list[str]) -> str:
    return " → ".join([*cycle, cycle[0]])


def _place(row: dict[str, Any]) -> str:
    return f"{row['path']}:{row['line']}"


def _sign(row: dict[str, Any]) -> str:
    return "+" if len(row["after"]) > len(row["before"]) else "-" if len(row["after"]) < len(row["before"]) else "!"


def _reach(row: dict[str, Any]) -> str:
    new = [last_part(name) for name in row["after"] if name not in row["before"]]
    gone = [last_part(name) for name in row["before"] if name not in row["after"]]
    which = [f"{mark}{name}" for mark, names in (("+", new), ("-", gone)) for name in names[:_MOST]]
    return f"runs {_count(len(row['after']))}, before {len(row['before'])}: {', '.join(which)}"


def _count(number: int) -> str:
    return f"{number} receiver{'' if number == 1 else 's'}"
