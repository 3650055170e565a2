"""The answer as a Mermaid flowchart: numbers on the arrows are the order of the calls."""

from __future__ import annotations

from typing import Any

from flake8_signals.map.build import condition, connected, target_of
from flake8_signals.map.mermaid import escaped
from flake8_signals.trace.text import again, happens, perhaps, signal_of


def render(told: dict[str, Any]) -> str:
    """The text of an answer."""
    chart = _Chart()
    for tree in told["trees"]:
        chart.tree(tree, chart.node(happens(tree), '[("{}")]'))
        for effect in tree["on_commit"]:
            chart.effect({**effect, "deferred": True}, chart.node(effect["by"], '("{}")'))
    for sentence in perhaps(told["unsettled"]):
        chart.node(sentence, '>"{}"]')
    return "\n".join(["flowchart TD", *chart.nodes, *chart.edges, *chart.styles()]) + "\n"


class _Chart:
    """The lines of a flowchart so far."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.edges: list[str] = []
        self._lost: list[str] = []
        self._round: list[str] = []

    def node(self, label: str, shape: str) -> str:
        name = f"n{len(self.nodes) + 1}"
        self.nodes.append(f"    {name}{shape.format(escaped(label))}")
        return name

    def edge(self, tail: str, head: str, label: str, *, lost: bool = False) -> None:
        arrow = '-. "{}" .->' if lost else '-- "{}" -->'
        self.edges.append(f"    {tail} {arrow.format(escaped(label))} {head}")
        if lost:
            self._lost.append(str(len(self.edges) - 1))

    def tree(self, tree: dict[str, Any], at: str) -> None:
        """Draw what happens behind a node."""
        for number, call in enumerate(tree["calls"], 1):
            receiver = self.node(call["receiver"], '("{}")')
            label = ", ".join(filter(None, (f"{number}. {signal_of(call)}", connected(call), call["state"])))
            self.edge(at, receiver, label, lost=bool(call["state"]))
            for effect in call["does"]:
                self.effect(effect, receiver)

    def effect(self, effect: dict[str, Any], at: str) -> None:
        """Draw what a receiver does, and what that triggers."""
        tree, label = effect["leads_to"], f"{effect['kind']}{condition(effect)}"
        if tree is None:
            self.edge(at, self.node(target_of(effect), '[/"{}"/]'), label)
        elif tree["repeats"]:
            node = self.node(again(tree), '(["{}"])')
            self.edge(at, node, label)
            if tree["repeats"] == "cycle":
                self._round.append(node)
        else:
            node = self.node(tree["name"], '[("{}")]')
            self.edge(at, node, label)
            self.tree(tree, node)

    def styles(self) -> list[str]:
        """The lines that mark what is lost, and what goes round."""
        return [
            *([f"    linkStyle {','.join(self._lost)} stroke:red,color:red"] if self._lost else []),
            *(f"    style {node} stroke:red,stroke-width:3px" for node in self._round),
        ]
