"""Names in a tree: finding, counting and changing them."""

from __future__ import annotations

from collections import Counter

import libcst as cst
from libcst import matchers


def count(node: cst.CSTNode) -> Counter[str]:
    """How often each name occurs in ``node``, attributes and keywords included."""
    return Counter(found.value for found in matchers.findall(node, matchers.Name()) if isinstance(found, cst.Name))


def is_used(node: cst.CSTNode, name: str) -> bool:
    """Whether ``name`` occurs in ``node`` on its own, not as an attribute or a keyword."""
    wanted = matchers.Name(name)
    others = [
        *matchers.findall(node, matchers.Attribute(attr=wanted)),
        *matchers.findall(node, matchers.Arg(keyword=wanted)),
    ]
    return count(node)[name] > len(others)


def unused(name: str, node: cst.CSTNode) -> str:
    """``name``, prefixed with as many underscores as it takes to be unused in ``node``."""
    used = count(node)
    while name in used:
        name = f"_{name}"
    return name


class _Renamer(cst.CSTTransformer):
    def __init__(self, name: str, instead: str) -> None:
        super().__init__()
        self.name = name
        self.instead = instead

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return updated_node.with_changes(value=self.instead) if original_node.value == self.name else updated_node

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)


def renamed(module: cst.Module, name: str, instead: str) -> cst.Module:
    """``module`` with ``name`` renamed wherever it occurs on its own."""
    return cst.ensure_type(module.visit(_Renamer(name, instead)), cst.Module)


def dotted(path: str) -> cst.Name | cst.Attribute:
    """A dotted name as an expression."""
    first, *others = map(cst.Name, path.split("."))
    found: cst.Name | cst.Attribute = first
    for name in others:
        found = cst.Attribute(found, name)
    return found


def attribute(node: cst.CSTNode, name: str) -> cst.Attribute | None:
    """The first expression in ``node`` that ends in ``.name``."""
    found = matchers.findall(node, matchers.Attribute(attr=matchers.Name(name)))
    return cst.ensure_type(found[0], cst.Attribute) if found else None


def imported(statement: cst.BaseSmallStatement) -> list[str]:
    """The names that an import statement binds; none for a ``*``."""
    aliases = [cst.ensure_type(alias, cst.ImportAlias) for alias in matchers.findall(statement, matchers.ImportAlias())]
    return [(alias.evaluated_alias or alias.evaluated_name).partition(".")[0] for alias in aliases]
