"""The saves that receivers make and the receivers that these call: which chains lead back to their start."""

from __future__ import annotations

from collections import Counter, deque
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from flake8_signals.files.remember import remembered
from flake8_signals.project.effects import Follow
from flake8_signals.syntax import calls
from flake8_signals.syntax.values import Argument, Attribute, Call, Item, Name, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index
    from flake8_signals.project.receivers import Receiver

_SAVED = ("django.db.models.signals.pre_save", "django.db.models.signals.post_save")
"""The signals of a save."""

_SEARCHES = 50
"""How often all saves may be looked at, one search after the other, before the rest is left."""


_Node = str | tuple[str | None]
"""A receiver, by name, or a model, in a tuple: ``None`` for any."""


class TriggeredSave(NamedTuple):
    """A save by ``receiver`` (whose name is ``path``) that calls another receiver through ``connection``."""

    path: str
    connection: Connection
    receiver: Receiver
    reached: ReachedEffect


def cycles(index: Index) -> tuple[tuple[TriggeredSave, ...], ...]:
    """The shortest chains by which a receiver's saves call it again.

    Each chain is listed once, from the receiver whose name comes first.
    """
    saves = _Saves(index)
    number, size, inside = _components(saves.onward)
    left = _SEARCHES * sum(map(len, saves.onward.values()))
    settled: set[int] = set()
    found: dict[frozenset[str], tuple[TriggeredSave, ...]] = {}
    for start in sorted(saves.made):
        component = number[start]
        if component in settled or not inside[component]:
            continue
        way, steps = saves.way_around(start)
        left -= steps
        found.setdefault(frozenset(triggered.path for triggered in way), way)
        if inside[component] == size[component]:
            settled.add(component)  # all of its receivers are on this one chain
        if left < 0:
            index.receivers[start][0].file.module.give_up("too many receivers save what calls the others")
            break
    return tuple(found.values())


class _Saves:
    """The saves that connected receivers make on each run, and who hears of them."""

    def __init__(self, index: Index) -> None:
        self.made = {path: saves for path in index.receivers if (saves := _connected_saves(index, path))}
        """By the receiver's name: its saves, the first of each model."""
        listening = [made for signal in _SAVED for made in index.connections if made.signal_path == signal]
        self._listening: dict[str | None, list[tuple[int, Connection]]] = {}
        for position, connection in enumerate(listening):
            self._listening.setdefault(_sender(index, connection), []).append((position, connection))

    @remembered
    def heard_by(self, model: str | None) -> tuple[Connection, ...]:
        """The connections that saves of a model reach: the first of each receiver."""
        own = self._listening.get(model, [])
        every = self._listening.get(None, []) if model is not None else []
        found: dict[str, Connection] = {}
        for _, connection in sorted((*own, *every), key=itemgetter(0)):
            if connection.receiver_path not in found and connection.is_connected:
                found[connection.receiver_path] = connection
        return tuple(found.values())

    @cached_property
    def onward(self) -> dict[_Node, list[_Node]]:
        """From each receiver to the models that it saves, and from each model to the receivers that hear of it."""
        found: dict[_Node, list[_Node]] = {}
        for path, saves in self.made.items():
            found[path] = [(reached.model,) for _, reached in saves]
        found[(None,)] = [made.receiver_path for made in self.heard_by(None) if made.receiver_path in self.made]
        for model in dict.fromkeys(each.model for made in self.made.values() for _, each in made):
            own = (made for _, made in self._listening.get(model, ()) if made.is_connected)
            heard = dict.fromkeys(made.receiver_path for made in own if made.receiver_path in self.made)
            found[(model,)] = [*heard, *([(None,)] if found[(None,)] else [])]
        return found

    def way_around(self, start: str) -> tuple[tuple[TriggeredSave, ...], int]:
        """The shortest chain from a receiver to itself (empty if there is none), and the steps that the search took."""
        came_by: dict[str, TriggeredSave] = {}
        looked_at: set[str] = set()
        steps = 0
        queue = deque([start])
        while queue:
            path = queue.popleft()
            for receiver, reached in self.made.get(path, ()):
                if reached.model in looked_at:
                    continue
                looked_at.add(reached.model)
                for connection in self.heard_by(reached.model):
                    steps += 1
                    triggered = TriggeredSave(path, connection, receiver, reached)
                    if connection.receiver_path == start:
                        way = [triggered]
                        while way[-1].path != start:
                            way.append(came_by[way[-1].path])
                        return tuple(reversed(way)), steps
                    if connection.receiver_path not in came_by:
                        came_by[connection.receiver_path] = triggered
                        queue.append(connection.receiver_path)
        return (), steps


def _connected_saves(index: Index, path: str) -> list[tuple[Receiver, ReachedEffect]]:
    """What a receiver saves on each run, the first save of each model; nothing if start-up does not connect it."""
    found: dict[str, tuple[Receiver, ReachedEffect]] = {}
    for receiver in index.receivers[path]:
        for reached in certain_saves(receiver):
            found.setdefault(reached.model, (receiver, reached))
    is_connected = found and any(made.is_connected for made in index.connections_of.get(path, ()))
    return list(found.values()) if is_connected else []


def _sender(index: Index, connection: Connection) -> str | None:
    """The model whose signals reach a connection: ``None`` for all, ``"?"`` if unknown."""
    label, _, name = (connection.sender_path or "").rpartition(".")
    labels = index.project.startup.apps.labels
    return f"{labels[label]}.models.{name}" if "." not in label and label in labels else connection.sender_path


def _components(onward: Mapping[_Node, Iterable[_Node]]) -> tuple[dict[_Node, int], Counter[int], Counter[int]]:
    """Which nodes lead to each other: the number of each one's component, and how many nodes and steps each has."""
    order: list[_Node] = []
    seen: set[_Node] = set()
    for root in onward:
        pending = [(root, iter(onward[root]))] if root not in seen else []
        seen.add(root)
        while pending:
            following = next((node for node in pending[-1][1] if node not in seen), None)
            if following is None:
                order.append(pending.pop()[0])
            else:
                seen.add(following)
                pending.append((following, iter(onward[following])))
    backward: dict[_Node, list[_Node]] = {node: [] for node in onward}
    for node, targets in onward.items():
        for target in targets:
            backward[target].append(node)
    number: dict[_Node, int] = {}
    for root in reversed(order):
        level = [root] if root not in number else []
        number.setdefault(root, root_number := len(number))
        while level:
            new = [node for node in backward[level.pop()] if node not in number]
            number.update(dict.fromkeys(new, root_number))
            level += new
    inside = Counter(number[node] for node, targets in onward.items() for to in targets if number[to] == number[node])
    return number, Counter(number.values()), inside


def may_hear_saves(index: Index, receiver: str, file: SourceFile) -> bool:
    """Whether a save may call a receiver that ``file`` connects, there or in another file that names it."""
    return index.may_be_connected_elsewhere(receiver, file) or any(
        connection.signal_path in _SAVED for connection in index.connections_of_in(file).get(receiver, ())
    )


def certain_saves(receiver: Receiver) -> list[ReachedEffect]:
    """The effects by which a receiver saves an object of a known model on each run.

    They are unconditional and immediate. Queries that send no signals, or that create nothing the second time, are not
    among them. In a loop they are where it goes through all rows, or all that belong to the receiver's instance.
    """
    return [
        reached
        for reached in receiver.effects(Follow.SAVES)
        if not reached.effect.guards and _saves(reached) and (not reached.effect.in_loop or _is_of_each_row(reached))
    ]


def _is_of_each_row(reached: ReachedEffect) -> bool:
    """Whether a save in a loop is that of the loop's row, and the loop leaves out none that the instance has."""
    call = reached.effect.call
    owner = calls.split(call.function)[0] if call is not None else None
    match owner:
        case Item(Call(Attribute(_, "all"), ()) | Call(Name(), ()) as query):
            return calls.split(query.function)[1] == "all"
        case Item(Call(function, (Argument(Parameter("instance"), str()),))):
            return calls.split(function)[1] == "filter"
        case _:
            return False


def _saves(reached: ReachedEffect) -> bool:
    effect = reached.effect
    if effect.deferred or not reached.model:
        return False
    return effect.kind == "save" or (
        effect.kind == "create" and effect.method in ("create", "acreate", "update_or_create")
    )
