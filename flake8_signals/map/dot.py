"""The map as a graph in Graphviz's language: ``dot -Tsvg`` draws it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import graphviz

from flake8_signals.map.graph import graph

if TYPE_CHECKING:
    from flake8_signals.map.graph import Node

_NODES = {
    "sender": {"shape": "cylinder"},
    "signal": {"shape": "hexagon"},
    "receiver": {"shape": "box", "style": "rounded"},
    "place": {"shape": "plaintext"},
    "effect": {"shape": "note"},
}

_EDGES = {
    "live": {},
    "lost": {"style": "dashed", "color": "red", "fontcolor": "red"},
    "silent": {"arrowhead": "odot"},
    "round": {"color": "darkorange", "fontcolor": "darkorange", "penwidth": "3"},
}

_MARKS = {
    "": {},
    "dead": {"color": "red", "fontcolor": "red", "style": "rounded,dashed"},
    "round": {"color": "darkorange", "penwidth": "3"},
}


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    drawn = graphviz.Digraph("signals", graph_attr={"rankdir": "LR"}, node_attr={"fontname": "sans-serif"})
    drawn.attr("edge", fontname="sans-serif", fontsize="10")
    nodes, edges, folded = graph(data)
    if folded:
        drawn.attr(label=graphviz.escape(folded))
        sys.stderr.write(f"flake8-signals map: {folded}: name fewer paths to see each\n")
    names = {node: f"n{number}" for number, node in enumerate(nodes, 1)}
    for node, name in names.items():
        look = {**_NODES[node.kind], **_MARKS[node.mark], "tooltip": graphviz.escape(node.place or node.title)}
        drawn.node(name, graphviz.nohtml(_label(node)), **look)
    for edge in edges:
        drawn.edge(names[edge.tail], names[edge.head], graphviz.escape(edge.label), **_EDGES[edge.kind])
    return str(drawn.source)


def _label(node: Node) -> str:
    return r"\n".join(graphviz.escape(line) for line in (node.title, node.below) if line)
