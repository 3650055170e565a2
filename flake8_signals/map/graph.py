"""The map as a graph, for the formats that draw one: senders, the receivers they call, and what these do.

Each model is one node, whether it sends signals or is written to, so a cycle of saves is a cycle in the picture too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_signals.map.build import SILENT, WRITES, by_signal, condition, printable, shown_effects, state_of
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_OF_MODELS = "django.db.models.signals."


class Node(NamedTuple):
    """A node of the picture.

    ``kind`` is ``sender`` (a model, or whatever else sends), ``signal``, ``receiver``, ``place`` (where a signal is
    sent) or ``effect``; ``title`` is the name to show, ``below`` what contains it, and ``place`` its file and line if
    known.
    """

    kind: str
    title: str
    below: str = ""
    place: str = ""


class Edge(NamedTuple):
    """What leads to what.

    ``kind`` is ``live``, ``lost`` (a connection that start-up may not make) or ``silent`` (a write that sends no
    signals).
    """

    tail: Node
    head: Node
    label: str
    kind: str = "live"


class Graph(NamedTuple):
    """Nodes, in order of first appearance, and edges; no duplicates."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(data: dict[str, Any]) -> Graph:
    """The graph of a map from ``flake8_signals.map.build``."""
    edges = tuple(dict.fromkeys(map(_printable, _edges(data))))
    alone = (_signal(group.signal) for group in by_signal(data) if not (group.receivers or group.sends))
    nodes = dict.fromkeys((*(node for edge in edges for node in edge[:2]), *map(_printable_node, alone)))
    return Graph(tuple(nodes), edges)


def _printable(edge: Edge) -> Edge:
    return Edge(_printable_node(edge.tail), _printable_node(edge.head), printable(edge.label), edge.kind)


def _printable_node(node: Node) -> Node:
    return Node(*map(printable, node))


def _edges(data: dict[str, Any]) -> Iterator[Edge]:
    effects = shown_effects(data)
    names = models(data)
    by_receivers = {(effect["path"], effect["line"]) for effect in data["effects"] if effect["kind"] == "send"}
    for group in by_signal(data):
        for send in group.sends:
            if (send["path"], send["line"]) not in by_receivers:
                yield Edge(Node("place", f"{send['path']}:{send['line']}"), _signal(group.signal), send["method"])
        for row in group.receivers:
            receiver = _node("receiver", row["receiver"], f"{row['path']}:{row['line']}")
            yield _connection(row, receiver, names)
            yield from _what_it_does(receiver, effects.get(row["receiver"], ()), names)


def _connection(row: dict[str, Any], receiver: Node, names: Mapping[str, str]) -> Edge:
    signal, sender = row["signal"], row["sender"]
    if signal.startswith("django.") and sender not in (None, "?"):
        tail, label = _node("sender", names.get(sender, sender)), _last(signal)
    else:
        everyone = "any sender" if signal.startswith(_OF_MODELS) else ""
        tail, label = _signal(signal), everyone if sender is None else f"sender {_last(sender)}"
    state = state_of(row)
    return Edge(tail, receiver, ", ".join(filter(None, (label, state))), "lost" if state else "live")


def _what_it_does(receiver: Node, effects: Iterable[dict[str, Any]], names: Mapping[str, str]) -> Iterator[Edge]:
    """A receiver's effects, with one edge to each node that it acts on.

    A condition is shown if all effects on the node share it.
    """
    together: dict[tuple[Node, str], tuple[dict[str, None], set[str]]] = {}
    for effect in effects:
        head = _done_to(effect, names)
        if head is not None:
            silent = "silent" if effect["kind"] in SILENT else "live"
            kinds, conditions = together.setdefault((head, silent), ({}, set()))
            kinds[effect["kind"] if head.kind != "effect" else ""] = None
            conditions.add(condition(effect))
    for (head, silent), (kinds, conditions) in together.items():
        when = conditions.pop() if len(conditions) == 1 else ""
        yield Edge(receiver, head, f"{', '.join(kinds)}{when}".strip(), silent)


def _done_to(effect: dict[str, Any], names: Mapping[str, str]) -> Node | None:
    """The node that an effect acts on; ``None`` if unknown: one node for all unknowns would join unrelated things."""
    kind, target = effect["kind"], effect["target"]
    if kind in WRITES:
        return None if target is None else _node("sender", names.get(target, target))
    if kind == "send":
        return None if target is None else _signal(target)
    return Node("effect", kind, "" if target is None else target)


def _signal(name: str) -> Node:
    return _node("signal", name)


def _node(kind: str, name: str, place: str = "") -> Node:
    return Node(kind, _last(name), name.rpartition(".")[0], place)


def _last(name: str) -> str:
    return last_part(name)


def models(data: dict[str, Any]) -> dict[str, str]:
    """The dotted name of each model with an unambiguous label ``app.Model``."""
    names = {row["sender"] for row in data["receivers"]} - {None}
    names |= {effect["target"] for effect in data["effects"] if effect["kind"] in WRITES} - {None}
    found: dict[str, str] = {}
    for label in (name for name in names if name.count(".") == 1):
        app, model = label.split(".")
        meant = [name for name in names if f".{app}.models." in f".{name}" and name.endswith(f".{model}")]
        if len(meant) == 1:
            found[label] = meant[0]
    return found
