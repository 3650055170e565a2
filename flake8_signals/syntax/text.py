"""A file's text, and the parts of it that ``ast`` nodes cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.syntax.facts import Place

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence


TOO_LARGE = "the values of names that lead to each other grow too large"


class Text:
    """The lines of one file, and its module.

    ``lines`` keep their line ends. ``module`` is the importable dotted name; ``is_package`` says whether the file is an
    ``__init__.py``.
    """

    def __init__(self, lines: Sequence[str], module: str, *, is_package: bool = False) -> None:
        self.lines = lines
        self.module = module
        self.is_package = is_package
        self.cut = 0
        """The line of a name whose value has been given up as too large, since someone last set this to 0."""

    def column(self, line: int, offset: int) -> int:
        """The column in characters for the ``ast``'s ``offset`` in UTF-8 bytes on the 1-based ``line``."""
        text = self.lines[line - 1]
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="replace"))

    def place(self, node: ast.expr | ast.stmt) -> Place:
        """The place of ``node``, in characters."""
        end_line, end_offset = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Place(
            node.lineno, self.column(node.lineno, node.col_offset), end_line, self.column(end_line, end_offset)
        )

    def segment(self, node: ast.expr) -> str:
        """The text of an expression."""
        place = self.place(node)
        if place.line == place.end_line:
            return self.lines[place.line - 1][place.column : place.end_column]
        first, *middle, last = self.lines[place.line - 1 : place.end_line]
        return "".join([first[place.column :], *middle, last[: place.end_column]])

    def block(self, node: ast.stmt) -> str:
        """The whole lines of a statement (without a definition's decorators)."""
        return "".join(self.lines[node.lineno - 1 : node.end_lineno])


class Unanalysable(Exception):
    """Text that Python accepts and that cannot be analysed here; the message says why."""
