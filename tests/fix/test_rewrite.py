"""One file and its fixes: what ``rewritten`` refuses to do, whatever a rule asks for."""

from __future__ import annotations

from typing import Any

import libcst as cst
import pytest

from flake8_signals import edits
from flake8_signals.fix.rewrite import Unfixable, rewritten
from flake8_signals.rule import Fix
from flake8_signals.syntax.facts import Place

X = Place(1, 0, 1, 1)
"""Where the name in ``x = 1  # one`` stands."""

TEXT = b"x = 1  # one\n"


@edits.of("Name")
def rename(name: cst.Name, new: str) -> cst.Name:
    return name.with_changes(value=new)


@edits.of("SimpleStatementLine")
def drop(_: cst.SimpleStatementLine) -> Any:
    return cst.RemoveFromParent()


@edits.of("SimpleStatementLine")
def twice(statement: cst.SimpleStatementLine) -> Any:
    return cst.FlattenSentinel([statement, statement])


@edits.of("SimpleStatementLine")
def keep(_: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
    return cst.SimpleStatementLine([cst.Pass()])


@pytest.mark.parametrize(
    ("fix", "text"),
    [
        pytest.param(Fix(rename, X, arguments=("y",)), b"y = 1  # one\n", id="the node itself"),
        pytest.param(Fix(twice, X), TEXT * 2, id="the statement around it"),
        pytest.param(Fix(twice, Place(1, 0, 1, 0)), TEXT * 2, id="the statement on the line"),
        pytest.param(
            Fix(rename, X, arguments=("path",), imports=("os.path",)),
            b"from os import path\n\npath = 1  # one\n",
            id="import",
        ),
        pytest.param(Fix(rename, X, arguments=("y",), imports=("os.path",)), b"y = 1  # one\n", id="no use for it"),
    ],
)
def test_one_node_changes(fix: Fix, text: bytes) -> None:
    assert rewritten(TEXT, [fix, fix]) == text


def test_fixes_of_one_file_are_made_together() -> None:
    both = b"x = 1\nz = [x]\n"
    fixes = [Fix(rename, Place(1, 0, 1, 1), arguments=("y",)), Fix(rename, Place(2, 5, 2, 6), arguments=("y",))]
    assert rewritten(both, fixes) == b"y = 1\nz = [y]\n"
    assert rewritten(both, [*fixes, Fix(twice, Place(2, 0, 2, 0))]) == b"y = 1\nz = [y]\nz = [y]\n"


@pytest.mark.parametrize(
    ("fixes", "text", "reason"),
    [
        pytest.param([Fix(rename, X, arguments=("x",))], TEXT, "a form that the fix does not know", id="no change"),
        pytest.param([Fix(rename, Place(1, 1, 1, 2), arguments=("y",))], TEXT, "does not know", id="nothing there"),
        pytest.param([Fix(rename, X, arguments=("None",))], TEXT, "would not be Python", id="no Python"),
        pytest.param([Fix(drop, X)], TEXT, "a comment would be lost: # one", id="a lost comment"),
        pytest.param([Fix(keep, X)], TEXT, "a comment would be lost: # one", id="a comment that goes with its line"),
        pytest.param([Fix(twice, X), Fix(keep, X)], TEXT, "another fix takes away", id="two of one node"),
        pytest.param([Fix(rename, X, arguments=("y",))], b"# \xff\nx = 1\n", "libcst does not read", id="no encoding"),
        pytest.param(
            [Fix(rename, X, arguments=("y",))], b"# coding: x\n", "libcst does not read", id="no such encoding"
        ),
        pytest.param([Fix(rename, X, arguments=("y",))], b"x = 1 +\n", "libcst does not read", id="no syntax"),
        pytest.param(
            [Fix(rename, X, arguments=("path",), imports=("os.path",))],
            b"x = 1\ndef f(path): pass\n",
            "the name 'path', which it would import, is used for something else",
            id="the import's name is taken",
        ),
    ],
)
def test_what_is_refused(fixes: list[Fix], text: bytes, reason: str) -> None:
    with pytest.raises(Unfixable, match=reason) as caught:
        rewritten(text, fixes)
    assert {*caught.value.fixes} <= {*fixes}
    assert caught.value.fixes


@pytest.mark.parametrize(
    "binding",
    ["path = 2", "def path(): pass", "class path: pass", "import path", "import a as path", "from a import path"],
)
def test_a_name_that_is_bound_already_is_not_imported(binding: str) -> None:
    fix = Fix(rename, X, arguments=("path",), imports=("os.path",))
    with pytest.raises(Unfixable, match="is used for something else"):
        rewritten(f"x = 1\n{binding}\n".encode(), [fix])


def test_text_that_libcst_would_change_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cst, "parse_module", lambda _: cst.Module([]))
    with pytest.raises(Unfixable, match="would not stay as it is"):
        rewritten(TEXT, [Fix(rename, X, arguments=("y",))])


def test_parameters_without_a_slash_are_left_alone() -> None:
    function = cst.ensure_type(cst.parse_statement("def f(a): pass"), cst.FunctionDef)
    assert edits.parameters.without_slash(function.params) is function.params
