"""Check one file, or a project: run the rules over the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Sequence

    from flake8_signals.options import Options
    from flake8_signals.rule import Violation


def check_file(path: str | None, lines: Sequence[str], options: Options, tree: ast.Module | None = None) -> Iterator[Violation]:
    """Every violation in one file, in the order of its lines.

    ``path`` is where the file stands (``None``: text without a place, as from standard input); ``lines`` is its text as
    flake8 decodes it (no byte order mark, line ends as ``\\n``), which wins over the file's content on disk;
    ``tree`` is its ``ast``, where somebody has parsed it already. Raises ``SyntaxError`` where Python cannot parse it.
    """
    raise NotImplementedError
