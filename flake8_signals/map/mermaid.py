"""The map as a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from flake8_signals.map.graph import MOST_EDGES, graph

if TYPE_CHECKING:
    from flake8_signals.map.graph import Edge, Node

_SHAPES = {
    "sender": '[("{}")]',
    "signal": '{{{{"{}"}}}}',
    "receiver": '("{}")',
    "place": '>"{}"]',
    "effect": '[/"{}"/]',
}

_ARROWS = {
    "live": ("-->", '-- "{}" -->'),
    "lost": ("-.->", '-. "{}" .->'),
    "silent": ("--o", '-- "{}" --o'),
    "round": ("==>", '== "{}" ==>'),
}
"""Each arrow without and with a label."""

_COLOURS = {"lost": "stroke:red,color:red", "round": "stroke:darkorange,color:darkorange"}
"""How arrows are drawn that stand out."""

_MARKS = {"dead": "stroke:red,color:red,stroke-dasharray:5 5", "round": "stroke:darkorange,stroke-width:3px"}
"""How nodes are drawn that stand out."""

_MOST_CHARACTERS = 50_000
"""How many characters Mermaid reads by default (maxTextSize)."""

_TOO_LARGE = (
    f"this is more than GitHub draws ({MOST_EDGES} arrows, {_MOST_CHARACTERS:,} characters): name fewer paths, "
    "or take --format dot or html"
)


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    nodes, edges, folded = graph(data)
    names = {node: f"n{number}" for number, node in enumerate(nodes, 1)}
    lines = ["flowchart LR"]
    lines += [f"    %% {escaped(folded)}"] if folded else []
    lines += [f"    {name}{_SHAPES[node.kind].format(_label(node))}" for node, name in names.items()]
    lines += [f"    {names[edge.tail]} {_arrow(edge)} {names[edge.head]}" for edge in edges]
    for kind, style in _COLOURS.items():
        numbers = ",".join(str(number) for number, edge in enumerate(edges) if edge.kind == kind)
        lines += [f"    linkStyle {numbers} {style}"] if numbers else []
    for mark, style in _MARKS.items():
        marked = ",".join(name for node, name in names.items() if node.mark == mark)
        lines += [f"    classDef {mark} {style}", f"    class {marked} {mark}"] if marked else []
    text = "\n".join(lines) + "\n"
    if len(edges) > MOST_EDGES or len(text) > _MOST_CHARACTERS:
        sys.stderr.write(f"flake8-signals map: {_TOO_LARGE}\n")
    elif folded:
        sys.stderr.write(f"flake8-signals map: {folded}: name fewer paths to see each\n")
    return text


def _label(node: Node) -> str:
    return "<br>".join(escaped(line) for line in (node.title, node.below) if line)


def _arrow(edge: Edge) -> str:
    bare, labelled = _ARROWS[edge.kind]
    return labelled.format(escaped(edge.label)) if edge.label else bare


def escaped(text: str) -> str:
    """Text that Mermaid shows unchanged: characters outside plain names and paths are written as their numbers."""
    return re.sub(r"[^\w .,:/…-]", lambda match: f"#{ord(match[0])};", text)
