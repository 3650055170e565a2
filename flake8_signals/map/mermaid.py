"""The map as a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from flake8_signals.map.graph import graph

if TYPE_CHECKING:
    from flake8_signals.map.graph import Edge, Node

_SHAPES = {
    "sender": '[("{}")]',
    "signal": '{{{{"{}"}}}}',
    "receiver": '("{}")',
    "place": '>"{}"]',
    "effect": '[/"{}"/]',
}

_ARROWS = {"live": ("-->", '-- "{}" -->'), "lost": ("-.->", '-. "{}" .->'), "silent": ("--o", '-- "{}" --o')}
"""Each arrow without and with a label."""

_MOST_EDGES = 500
"""How many edges Mermaid draws by default (maxEdges)."""

_MOST_CHARACTERS = 50_000
"""How many characters Mermaid reads by default (maxTextSize)."""

_TOO_LARGE = (
    f"this is more than GitHub draws ({_MOST_EDGES} arrows, {_MOST_CHARACTERS:,} characters): name fewer paths, "
    "or take --format dot or html"
)


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    nodes, edges = graph(data)
    names = {node: f"n{number}" for number, node in enumerate(nodes, 1)}
    lines = ["flowchart LR"]
    lines += [f"    {name}{_SHAPES[node.kind].format(_label(node))}" for node, name in names.items()]
    lines += [f"    {names[edge.tail]} {_arrow(edge)} {names[edge.head]}" for edge in edges]
    lost = ",".join(str(number) for number, edge in enumerate(edges) if edge.kind == "lost")
    if lost:
        lines.append(f"    linkStyle {lost} stroke:red,color:red")
    text = "\n".join(lines) + "\n"
    if len(edges) > _MOST_EDGES or len(text) > _MOST_CHARACTERS:
        sys.stderr.write(f"flake8-signals map: {_TOO_LARGE}\n")
    return text


def _label(node: Node) -> str:
    return "<br>".join(escaped(line) for line in (node.title, node.below) if line)


def _arrow(edge: Edge) -> str:
    bare, labelled = _ARROWS[edge.kind]
    return labelled.format(escaped(edge.label)) if edge.label else bare


def escaped(text: str) -> str:
    """Text that Mermaid shows unchanged: characters outside plain names and paths are written as their numbers."""
    return re.sub(r"[^\w .,:/…-]", lambda match: f"#{ord(match[0])};", text)
