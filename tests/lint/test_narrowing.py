"""What is not looked at is what could not matter: without any of the short cuts, the same is found.

What Django itself has that is dense with signals is the text: each file as flake8 hands it over, in the project that it
is part of. All of Django is, too, where slow tests run, and with ``--corpus`` the projects of a folder.
"""

from __future__ import annotations

import ast
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import libcst
import pytest

from flake8_signals.files.decoding import decoded, lines_of
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from flake8_signals.syntax import connections
from flake8_signals.syntax.facts import FileFacts
from flake8_signals.syntax.module import Module
from flake8_signals.syntax.outline import invocations, outline
from flake8_signals.syntax.parsing import can_be_parsed
from flake8_signals.syntax.scope import Scope
from flake8_signals.syntax.skeleton import skeleton
from flake8_signals.syntax.text import Text
from tests.support.commands import flake8, flake8_signals
from tests.support.narrowing import without_short_cuts

if TYPE_CHECKING:
    from collections.abc import Iterator


PARTS = """
    apps contrib/auth contrib/contenttypes contrib/messages contrib/postgres contrib/sites contrib/staticfiles
    core/handlers core/signals.py db/backends/signals.py db/models/base.py db/models/signals.py dispatch test
"""
"""What of Django sends signals, receives them, or defines them."""


@pytest.fixture(scope="module", params=[PARTS, pytest.param(".", marks=pytest.mark.slow)], ids=["parts", "all"])
def django(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Django's package in a folder of its own: a project of nothing else."""
    folder = tmp_path_factory.mktemp("narrowing")
    package = Path(str(distribution("Django").locate_file("django")))
    ignored = shutil.ignore_patterns("__pycache__", "locale", "static", "templates", "*.txt")
    for part in (Path(name) for name in request.param.split()):
        copy = folder / "django" / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (package / part).is_dir():
            shutil.copytree(package / part, copy, ignore=ignored)
        else:
            shutil.copy(package / part, copy)
        for parent in part.parents:
            shutil.copy(package / parent / "__init__.py", folder / "django" / parent)
    return folder


def text_of(path: Path) -> str:
    return decoded(path.read_bytes())


def texts(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, text_of(path)


def findings(folder: Path, options: Options) -> list[tuple[object, ...]]:
    """Return everything that is found in the files of a folder, each linted as flake8 does."""
    return [
        (path.name, *violation[1:5])
        for path, text in texts(folder)
        for violation in lint.check_file(str(path), text, options)
    ]


def found_in_every_way(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Return what is found in a folder, the same without short cuts as with them, cold and warm."""
    monkeypatch.setenv("FLAKE8_SIGNALS_CACHE_DIR", str(cache))
    narrow = findings(folder, Options(all_rules=True, selected=("cold",)))
    warm = findings(folder, Options(all_rules=True, selected=("warm",)))
    without_short_cuts(monkeypatch)
    wide = findings(folder, Options(all_rules=True, no_cache=True))
    assert narrow == wide
    assert warm == wide
    return wide


def test_nothing_is_lost_by_the_prefilter_and_the_narrowing(
    django: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = found_in_every_way(django, tmp_path, monkeypatch)
    assert len({code for _, _, _, code, _ in found}) > 5


def unparsable(folder: str, names: list[str]) -> list[str]:
    """Return which files of a folder this Python cannot parse: without the bodies of functions it may know more."""
    return [name for name in names if name.endswith(".py") and not can_be_parsed(text_of(Path(folder, name)))]


def test_nothing_is_lost_in_real_projects(real_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / real_project.name
    shutil.copytree(real_project, copy, symlinks=True, ignore=unparsable)
    found_in_every_way(copy, tmp_path / "cache", monkeypatch)


def reported(folder: Path) -> str:
    """Return what is reported of the files in a folder, the same by check as by flake8."""
    theirs = flake8("--isolated", "--select", "SIG", folder=folder)
    ours = flake8_signals("check", "--isolated", "--extend-ignore", "E9", folder=folder)
    assert (ours.stdout, ours.returncode) == (theirs.stdout, theirs.returncode)
    return ours.stdout


def test_check_reports_what_flake8_does(django: Path) -> None:
    assert "SIG001" in reported(django)


def test_check_reports_of_real_projects_what_flake8_does(real_project: Path) -> None:
    reported(real_project)


def test_libcst_is_given_a_small_part_of_the_text(django: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def parse(text: str) -> libcst.Module:
        given.append(text)
        return parse_module(text)

    parse_module = libcst.parse_module
    monkeypatch.setattr(libcst, "parse_module", parse)
    findings(django, Options(no_cache=True, selected=("given",)))
    mentioning = sum(len(text) for _, text in texts(django) if mentions_signals(text))
    assert 0 < sum(map(len, given)) < 0.05 * mentioning


def facts_of(whole: Scope, text: str) -> FileFacts:
    return connections.extract(whole, text, lambda _: None) if mentions_signals(text) else FileFacts()


def test_a_skeleton_says_of_a_module_what_the_whole_text_does(django: Path) -> None:
    shortened = 0
    for path, text in texts(django):
        short, lines = skeleton(text), lines_of(text)
        whole, part = (Scope(Text(lines, "a.b"), ast.parse(given)) for given in (text, short.text))
        assert outline(part) == outline(whole), path
        assert invocations(part) == invocations(whole), path
        assert Module(str(path), "a.b", text=text).facts == facts_of(whole, text), path
        shortened += len(short.shortened)
    assert shortened > 1000


def test_a_function_that_a_skeleton_leaves_out_is_there_when_it_is_asked_for(django: Path) -> None:
    asked = 0
    for path, text in texts(django / "django" / "contrib"):
        given = Module(str(path), "a.b", text=text, tree=ast.parse(text))
        module = Module(str(path), "a.b", text=text)
        for function in module.outline.functions:
            found = module.function(function.qualname, function.line)
            assert found is not None
            assert found == given.function(function.qualname, function.line), path
            assert module.calls(function.qualname) == given.calls(function.qualname), path
            asked += 1
    assert asked > 300
