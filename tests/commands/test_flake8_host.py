"""What our other commands ask of flake8: which files, and which violations it would report of one."""

from pathlib import Path

import pytest
from flake8.discover_files import expand_paths

from flake8_signals.commands.flake8_host.run import Run
from flake8_signals.files.roots import python_files
from flake8_signals.lint import run as lint
from tests.support.commands import FILES, write


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project with two things wrong, which is the current one."""
    monkeypatch.chdir(write(tmp_path, FILES))
    return tmp_path


def codes(run: Run, path: str, lines: list[str] | None = None) -> list[tuple[str, int]]:
    if lines is None:
        lines = Path(path).read_text().splitlines(keepends=True)
    found = [*lint.check_file(path, "".join(lines), run.signals)]
    return [(violation.code, violation.line) for violation in run.reported(path, lines, found)]


def test_it_chooses_files_as_flake8_does(project: Path) -> None:
    write(project, {"notes.txt": "", ".git/hook.py": "", "script": "", "shop/old.py": ""})
    assert {*Run("fix", ["--extend-exclude", "old.py"]).files()} == {f"./{name}" for name in FILES}
    assert Run("fix", ["script", "-"]).files() == ("script", "-")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["."],
        ["./shop/", "manage.py", "notes.txt"],
        ["--exclude=shop"],
        ["--exclude=shop,nothing", "shop", "shop/old.py"],
        ["--exclude=./shop/sig*,*/old.py"],
        ["--exclude=."],
        ["--exclude=..", "."],
        ["--exclude="],
        ["--extend-exclude=[!a-r]*.py"],
        ["--filename=*"],
        ["--filename=*.txt,old*,./shop/m*"],
        ["--filename="],
        ["--exclude=*", "-"],
        ["--exclude=old.py", "--stdin-display-name=shop/old.py", "-", "manage.py"],
        ["--exclude=stdin", "-", "stdin"],
    ],
    ids=" ".join,
)
def test_it_chooses_the_files_that_flake8_chooses(project: Path, arguments: list[str]) -> None:
    write(project, {"notes.txt": "", ".git/hook.py": "", "script": "", "shop/old.py": "", "shop/egg.egg/it.py": ""})
    run = Run("fix", arguments)
    theirs = expand_paths(
        paths=run.options.filenames,
        stdin_display_name=run.options.stdin_display_name,
        filename_patterns=run.options.filename,
        exclude=(*run.options.exclude, *run.options.extend_exclude),
    )
    assert sorted(run.files()) == sorted(theirs)


def test_what_a_run_has_found_in_folders_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"shop/models.py": ""}))
    assert Run("check", ["-j1"]).report() == 0
    write(tmp_path, {"shop/late.py": ""})
    assert [*python_files(str(tmp_path))] == [str(tmp_path / "shop" / name) for name in ("late.py", "models.py")]


def test_what_the_configuration_ignores_does_not_survive(project: Path) -> None:
    write(project, {".flake8": "[flake8]\nextend-ignore = SIG001\nper-file-ignores = other.py:SIG004\n"})
    assert codes(Run("fix", []), "shop/signals.py") == [("SIG004", 7)]
    assert codes(Run("fix", []), "./shop/receivers.py") == []
    assert codes(Run("fix", ["--per-file-ignores=signals.py:SIG004"]), "shop/signals.py") == []
    assert codes(Run("fix", ["--select=SIG001"]), "shop/signals.py") == []


def test_noqa_is_heard_in_text_that_is_not_on_disk(project: Path) -> None:
    lines = (project / "shop/signals.py").read_text().splitlines(keepends=True)
    silenced = [line.replace("instance):", "instance):  # noqa: SIG004") for line in lines]
    assert codes(Run("fix", []), "shop/signals.py", lines) == [("SIG004", 7)]
    assert codes(Run("fix", []), "shop/signals.py", silenced) == []
    assert codes(Run("fix", ["--disable-noqa"]), "shop/signals.py", silenced) == [("SIG004", 7)]
    assert codes(Run("fix", []), "shop/signals.py", ["# flake8: noqa\n", *lines]) == []
    assert codes(Run("fix", []), "shop/signals.py", []) == []


def test_it_knows_what_is_excluded(project: Path) -> None:
    write(project, {".flake8": "[flake8]\nextend-exclude = old, shop/legacy.py\n"})
    run = Run("fix", [])
    assert run.excludes("shop/old/signals.py")
    assert run.excludes(str(project / "shop/legacy.py"))
    assert not run.excludes("shop/older.py")
    assert not run.excludes("legacy.py")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("choice", ["always", "never"])
def test_it_knows_whether_to_colour(choice: str) -> None:
    assert Run("fix", ["--color", choice]).is_coloured == (choice == "always")


@pytest.mark.usefixtures("project")
def test_a_command_has_options_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    run = Run("fix", ["--diff"], lambda manager: manager.add_option("--diff", action="store_true", help="show"))
    assert run.options.diff is True
    with pytest.raises(SystemExit):
        Run("fix", ["--diff"])
    assert "flake8-signals fix: error: unrecognized arguments: --diff" in capsys.readouterr().err
