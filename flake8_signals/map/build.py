"""The map of a project's signals: what is connected to what, whether it is loaded, and what it triggers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_signals.syntax.facts import Outline
from flake8_signals.syntax.parsing import UNPARSABLE, parsed
from flake8_signals.syntax.values import Literal, Name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index
    from flake8_signals.project.project import Project
    from flake8_signals.project.receivers import Receiver

VERSION = 1
"""The version of the JSON schema."""

_PASSING = frozenset({"call", "log"})
"""Effects that are not in the map: a call to the project's own function is shown as what that function does."""

_SHOWN = frozenset("save create update delete bulk m2m task network mail send sql file subprocess sleep".split())
"""The effects that deserve a line in the pictures."""

_GUARDS = 2
"""How many of the names that an effect depends on are shown."""

_STATES = {
    "never": "NOT LOADED: nothing imports it",
    "lazy": "NOT LOADED at start-up",
    "dead": "DEAD: nothing holds the receiver",
    "unknown": "loaded, perhaps",
}
"""What is said of a connection that start-up may not make."""


def build(project: Project, paths: Sequence[str]) -> dict[str, Any]:
    """The map of what stands under ``paths``, as plain data in the documented schema and a stable order."""
    index = project.index
    wanted = tuple(path.rstrip(os.sep) + os.sep for path in paths)

    def is_wanted(file: SourceFile) -> bool:
        return f"{file.path}{os.sep}".startswith(wanted)

    return {
        "version": VERSION,
        "root": project.root,
        "signals": _signals(index, is_wanted),
        "receivers": [_receiver(index, connection) for connection in index.connections if is_wanted(connection.file)],
        "sends": _sends(index, is_wanted),
        "effects": _effects(index, is_wanted),
        "cycles": [[triggered.path for triggered in cycle] for cycle in index.project.cycles],
    }


class Group(NamedTuple):
    """One signal of a map, with the rows about it."""

    signal: str
    sends: list[dict[str, Any]]
    receivers: list[dict[str, Any]]


def by_signal(data: dict[str, Any]) -> list[Group]:
    """The rows of a map, grouped by signal and sorted by the signals' names."""
    groups = {signal["name"]: Group(signal["name"], [], []) for signal in data["signals"]}
    for row in data["receivers"]:
        groups.setdefault(row["signal"], Group(row["signal"], [], [])).receivers.append(row)
    for send in data["sends"]:
        if send["signal"] in groups:
            groups[send["signal"]].sends.append(send)
    return sorted(groups.values())


def shown_effects(data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The effects of a map that are worth showing, by receiver."""
    effects: dict[str, list[dict[str, Any]]] = {}
    for effect in data["effects"]:
        if effect["kind"] in _SHOWN:
            effects.setdefault(effect["receiver"], []).append(effect)
    return effects


def state_of(row: dict[str, Any]) -> str:
    """What is wrong with a receiver's connection, in a few words; empty if start-up certainly makes it."""
    state = _STATES.get(row["loaded"], "")
    if row["loaded"] == "lazy" and len(row["loaded_by"]) > 1:
        return f"{state}, only by {row['loaded_by'][0]}"
    if row["loaded"] == "never" and row["loaded_by"]:
        return f"NOT LOADED: {row['loaded_by'][0].partition('.<locals>')[0]}() never runs"
    return state


def condition(effect: dict[str, Any]) -> str:
    """The condition for an effect, in a few words: `` if created``; empty if there is none."""
    tested = [name for name in effect["guards"] if not name.startswith("<")]
    return f" if {', '.join(tested[:_GUARDS])}{' …' if len(tested) > _GUARDS else ''}" if tested else ""


def unparsable(project: Project) -> list[str]:
    """The files that mention signals and that this Python cannot parse, each with the line of the error."""
    found = []
    for path, summary in project.files.summaries.items():
        relative = project.files.relative(path)
        if not summary.signals or project.files.is_test(path) or project.modules.at(path).outline != Outline():
            continue
        try:
            parsed(project.modules.at(path).content)
        except UNPARSABLE as error:
            line = getattr(error, "lineno", None)
            found.append(f"{relative}:{line}" if line else relative)
    return found


def unanalysed(project: Project) -> list[tuple[str, str]]:
    """The first place in each file, other than tests, that could not be analysed, with the reason."""
    found = []
    for path, module in project.modules.known.items():
        if module.troubles and not project.files.is_test(path):
            line, reason = min(module.troubles.values())
            found.append((f"{project.files.relative(path)}:{line}", reason))
    return sorted(found)


def _signals(index: Index, is_wanted: Callable[[SourceFile], bool]) -> list[dict[str, Any]]:
    relative = index.project.files.relative
    return [
        {"name": signal.path, "class": signal.class_path, "path": relative(file.path), "line": place.line}
        for file, signal, place in index.defined
        if is_wanted(file)
    ]


def _receiver(index: Index, connection: Connection) -> dict[str, Any]:
    relative = index.project.files.relative
    callee = connection.callee
    function = callee.function
    module = callee.module or connection.file.module
    place = function.place if function is not None else connection.place
    uid = connection.fact.dispatch_uid
    return {
        "receiver": connection.receiver_path,
        "path": relative(module.path),
        "line": place.line,
        "signal": connection.signal_path,
        "sender": connection.sender_path,
        "dispatch_uid": _literal(uid),
        "weak": _literal(connection.fact.weak, default=True),
        "async": function.is_async if function is not None else False,
        "connected_at": {"path": relative(connection.path), "line": connection.place.line},
        "loaded": connection.loading.state,
        "loaded_by": list(connection.loading.chain),
    }


def _literal(value: Any, default: Any = None) -> Any:
    if value is None:
        return default
    return value.value if isinstance(value, Literal) else "?"


def _sends(index: Index, is_wanted: Callable[[SourceFile], bool]) -> list[dict[str, Any]]:
    found = []
    for file in filter(is_wanted, index.files):
        for send in file.sends:
            signal = None if file.is_test else file.signal(send.signal)
            if signal is not None:
                arguments = [name for name in send.call.keywords if name != "sender"]
                row = {"signal": signal.path, "path": index.project.files.relative(file.path), "line": send.place.line}
                found.append(
                    {**row, "method": send.method, "arguments": arguments + (["?"] if send.call.unpacks else [])}
                )
    return found


def _effects(index: Index, is_wanted: Callable[[SourceFile], bool]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path, receivers in index.receivers.items():
        rows: list[dict[str, Any]] = []
        for receiver in filter(lambda receiver: is_wanted(receiver.file), receivers):
            for reached in receiver.effects():
                effect = reached.effect
                if effect.kind not in _PASSING:
                    place = {"path": index.project.files.relative(reached.module.path), "line": effect.line}
                    target = reached.model or _target(receiver, reached)
                    row = {
                        "receiver": path,
                        "kind": effect.kind,
                        "target": target,
                        **place,
                        "guards": list(effect.guards),
                    }
                    rows += [row] if row not in rows else []
        found += rows
    return found


def _target(receiver: Receiver, reached: ReachedEffect) -> str:
    """What an effect acts on, other than a model: a signal, a task, a function; ``"?"`` if unknown."""
    target = receiver.file.project.names.resolve(reached.effect.target, reached.module)
    return target.path if isinstance(target, Name) else "?"
