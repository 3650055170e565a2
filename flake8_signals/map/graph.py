"""The map as a graph, for the formats that draw one: senders, the receivers they call, and what these do.

Each model is one node, whether it sends signals or is written to, so a cycle of saves is a cycle in the picture too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple
from typing import Literal as OneOf

from flake8_signals.files.saying import printable
from flake8_signals.map.build import SILENT, WRITES, by_signal, condition, connected, is_dead, shown_effects, state_of
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OF_MODELS = "django.db.models.signals."

MOST_EDGES = 500
"""How many edges are drawn: Mermaid's own limit (maxEdges), and more than anybody reads."""

_FOLDS = (
    (frozenset({"receiver"}), False),
    (frozenset({"receiver", "sender", "place"}), False),
    (frozenset({"receiver", "sender", "place"}), True),
)
"""What is put together in a graph that is too large, one after the other: kinds of nodes, and whether by app."""


class Node(NamedTuple):
    """A node of the picture.

    ``kind`` is ``sender`` (a model, or whatever else sends), ``signal``, ``receiver``, ``place`` (where a signal is
    sent) or ``effect``; ``title`` is the name to show, ``below`` what contains it, and ``place`` its file and line if
    known. ``mark`` is ``dead`` for a receiver that start-up never connects, or that a rule proves dead, and ``round``
    for what is part of a cycle.
    """

    kind: str
    title: str
    below: str = ""
    place: str = ""
    mark: OneOf["", "dead", "round"] = ""


class Edge(NamedTuple):
    """What leads to what.

    ``kind`` is ``live``, ``lost`` (a connection that start-up may not make), ``silent`` (a write that sends no signals)
    or ``round`` (part of a cycle).
    """

    tail: Node
    head: Node
    label: str
    kind: str = "live"


class Graph(NamedTuple):
    """Nodes, in order of first appearance, and edges; no duplicates.

    ``folded`` says what was put together, if that was too much to draw; it is empty otherwise.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    folded: str = ""


def graph(data: dict[str, Any], most: int = MOST_EDGES) -> Graph:
    """The graph of a map from ``flake8_signals.map.build``; one of more than ``most`` edges is folded."""
    edges = tuple(dict.fromkeys(map(_printable, _with_cycles([*_edges(data)], data))))
    alone = (_signal(group.signal) for group in by_signal(data) if not (group.receivers or group.sends))
    drawn = _graph(edges, map(_printable_node, alone))
    folds = (_folded(drawn, kinds, by_app=by_app) for kinds, by_app in _FOLDS)
    tried = [drawn]
    while len(tried[-1].edges) > most and (fold := next(folds, None)) is not None:
        tried.append(fold)
    return tried[-1]


def _graph(edges: tuple[Edge, ...], alone: Iterable[Node] = (), folded: str = "") -> Graph:
    nodes = dict.fromkeys((*(node for edge in edges for node in edge[:2]), *alone))
    return Graph(tuple(nodes), edges, folded)


def _folded(drawn: Graph, kinds: frozenset[str], *, by_app: bool) -> Graph:
    """The graph with the nodes of these kinds that are in the same place put together, and so their edges."""
    places: dict[tuple[str, str, str], list[Node]] = {}
    for node in drawn.nodes:
        if node.kind in kinds:
            inside = node.below or node.title
            places.setdefault((node.kind, inside.partition(".")[0] if by_app else inside, node.mark), []).append(node)
    put = {
        node: Node(kind, f"{len(nodes)} {kind}s", inside, "", mark)  # type: ignore[arg-type]
        for (kind, inside, mark), nodes in places.items()
        if len(nodes) > 1
        for node in nodes
    }
    together: dict[tuple[Node, Node, str], dict[str, None]] = {}
    for edge in drawn.edges:
        key = (put.get(edge.tail, edge.tail), put.get(edge.head, edge.head), edge.kind)
        together.setdefault(key, {})[edge.label] = None
    edges = tuple(
        Edge(tail, head, next(iter(labels)) if len(labels) == 1 else f"{len(labels)} kinds", kind)
        for (tail, head, kind), labels in together.items()
    )
    counts = Counter(node.kind for node in put)
    what = " and ".join(f"{count} {kind}s" for kind, count in sorted(counts.items()))
    said = f"{what} are folded, by {'app' if by_app else 'module'}" if put else ""
    return _graph(edges, (put.get(node, node) for node in drawn.nodes), said)


def _with_cycles(edges: list[Edge], data: dict[str, Any]) -> Iterator[Edge]:
    """The edges, with those of a kind of their own that lead round a cycle."""
    steps = {(a, b) for cycle in data["cycles"] for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True)}
    heads: dict[Node, set[Node]] = {}
    for edge in edges:
        heads.setdefault(edge.tail, set()).add(edge.head)
    rounds: set[tuple[Node, Node]] = set()
    for edge in edges:
        for end in heads.get(edge.head, ()) if edge.kind == "live" else ():
            if (_full(edge.tail), _full(end)) in steps:
                rounds |= {(edge.tail, edge.head), (edge.head, end)}
    inside = {node for pair in rounds for node in pair}
    for edge in edges:
        kind = "round" if (edge.tail, edge.head) in rounds and edge.kind == "live" else edge.kind
        tail, head = (
            node._replace(mark="round") if node in inside and not node.mark else node for node in (edge.tail, edge.head)
        )
        yield Edge(tail, head, edge.label, kind)


def _printable(edge: Edge) -> Edge:
    return Edge(_printable_node(edge.tail), _printable_node(edge.head), printable(edge.label), edge.kind)


def _printable_node(node: Node) -> Node:
    return Node(*map(printable, node))  # type: ignore[arg-type]


def _full(node: Node) -> str:
    """The dotted name of a node."""
    return f"{node.below}.{node.title}" if node.below else node.title


def _edges(data: dict[str, Any]) -> Iterator[Edge]:
    effects = shown_effects(data)
    dead = _dead(data)
    by_receivers = {(effect["path"], effect["line"]) for effect in data["effects"] if effect["kind"] == "send"}
    for group in by_signal(data):
        for send in group.sends:
            if (send["path"], send["line"]) not in by_receivers:
                yield Edge(Node("place", f"{send['path']}:{send['line']}"), _signal(group.signal), send["method"])
        for row in group.receivers:
            mark: OneOf["", "dead"] = "dead" if row["receiver"] in dead else ""
            receiver = _node("receiver", row["receiver"], f"{row['path']}:{row['line']}", mark)
            yield _connection(row, receiver)
            yield from _what_it_does(receiver, effects.get((row["receiver"], row["line"]), ()))


def _dead(data: dict[str, Any]) -> set[str]:
    """The receivers that no connection has called."""
    alive = {row["receiver"] for row in data["receivers"] if not (is_dead(row) or row["loaded"] == "never")}
    return {row["receiver"] for row in data["receivers"]} - alive


def _connection(row: dict[str, Any], receiver: Node) -> Edge:
    signal, sender = row["signal"], row["sender"]
    if signal.startswith("django.") and sender not in (None, "?"):
        tail, label = _node("sender", sender), last_part(signal)
    else:
        everyone = "any sender" if signal.startswith(_OF_MODELS) else ""
        tail, label = _signal(signal), everyone if sender is None else f"sender {last_part(sender)}"
    state = state_of(row)
    return Edge(tail, receiver, ", ".join(filter(None, (label, connected(row), state))), "lost" if state else "live")


def _what_it_does(receiver: Node, effects: Iterable[dict[str, Any]]) -> Iterator[Edge]:
    """A receiver's effects, with one edge to each node that it acts on.

    A condition is shown if all effects on the node share it.
    """
    together: dict[tuple[Node, str], tuple[dict[str, None], set[str]]] = {}
    for effect in effects:
        head = _done_to(effect)
        if head is not None:
            silent = "silent" if effect["kind"] in SILENT else "live"
            kinds, conditions = together.setdefault((head, silent), ({}, set()))
            kinds[effect["kind"] if head.kind != "effect" else ""] = None
            conditions.add(condition(effect))
    for (head, silent), (kinds, conditions) in together.items():
        when = conditions.pop() if len(conditions) == 1 else ""
        yield Edge(receiver, head, f"{', '.join(kinds)}{when}".strip(), silent)


def _done_to(effect: dict[str, Any]) -> Node | None:
    """The node that an effect acts on; ``None`` if unknown: one node for all unknowns would join unrelated things."""
    kind, target = effect["kind"], effect["target"]
    if kind in WRITES:
        return None if target is None else _node("sender", target)
    if kind == "send":
        return None if target is None else _signal(target)
    return Node("effect", kind, "" if target is None else target)


def _signal(name: str) -> Node:
    return _node("signal", name)


def _node(kind: str, name: str, place: str = "", mark: OneOf["", "dead"] = "") -> Node:
    return Node(kind, last_part(name), name.rpartition(".")[0], place, mark)
