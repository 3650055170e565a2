"""``flake8-signals fix``, as a user runs it: what it writes, what it leaves alone, what it says."""

import io
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from flake8_signals.__main__ import main
from flake8_signals.fix.change import Change, save
from flake8_signals.lint import projects
from tests.support.commands import FILES, write

FIXED = "def ship(sender, instance, **kwargs):"

UNWIRED = FILES | {
    "shop/apps.py": """
        from django.apps import AppConfig

        class ShopConfig(AppConfig):
            name = "shop"
    """
}
"""The project with nothing that imports its receivers."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project with two things wrong, one of which can be fixed."""
    return write(tmp_path, FILES)


@pytest.fixture
def unwired(tmp_path: Path) -> Path:
    """Return the folder of a project whose receivers nothing imports."""
    return write(tmp_path, UNWIRED)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.py")}


class Fix(Protocol):
    """How the tests run the command, in the folder of their project."""

    def __call__(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def fix(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Fix:
    """Return a function that runs the command in this process."""

    def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(projects, "_projects", {})  # those of the last run, before its fixes
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        capfd.readouterr()
        try:
            status = main(["fix", *arguments])
        except SystemExit as stop:
            status = int(str(stop.code))
        sys.stdout.flush()
        return subprocess.CompletedProcess(arguments, status, *capfd.readouterr())

    return run


# --- In place --------------------------------------------------------------------------------------------------------


def test_a_finding_is_fixed_in_place(project: Path, fix: Fix) -> None:
    before = contents(project)
    result = fix()
    assert (result.stdout, result.returncode) == ("", 0)
    assert result.stderr.splitlines() == [
        "1 finding fixed, 1 file changed: SIG004 1",
        "1 finding left:",
        "  code    rule                             count  why",
        "  SIG001  receiver-outside-signals-module      1  there is no fix",
    ]
    after = contents(project)
    assert [name for name in before if before[name] != after[name]] == ["shop/signals.py"]
    expected = before["shop/signals.py"].replace(b"instance):", b"instance, **kwargs):")
    assert after == before | {"shop/signals.py": expected}


def test_many_projects_are_fixed_at_once(tmp_path: Path, fix: Fix) -> None:
    projects = [write(tmp_path / f"project{number}", FILES) for number in range(6)]
    result = fix()
    assert result.stderr.splitlines()[0] == "6 findings fixed, 6 files changed: SIG004 6"
    assert all(FIXED in (project / "shop/signals.py").read_text() for project in projects)


def test_fixing_twice_is_fixing_once(project: Path, fix: Fix) -> None:
    fix()
    once = contents(project)
    result = fix()
    assert result.stderr.splitlines()[0] == "nothing to fix"
    assert contents(project) == once


def test_nothing_is_said_on_demand(project: Path, fix: Fix) -> None:
    result = fix("--quiet")
    assert (result.stdout, result.stderr, result.returncode) == ("", "", 0)
    assert FIXED in (project / "shop/signals.py").read_text()


def test_what_is_not_named_is_left_alone(project: Path, fix: Fix) -> None:
    before = contents(project)
    assert fix("shop/receivers.py").returncode == 0
    assert contents(project) == before


# --- Unsafe fixes ----------------------------------------------------------------------------------------------------


def test_a_fix_that_changes_what_the_program_does_is_asked_for(unwired: Path, fix: Fix) -> None:
    before = contents(unwired)
    result = fix("--select=SIG002")
    assert "  2  --unsafe fixes it, which changes what the program does\n" in result.stderr
    assert contents(unwired) == before
    result = fix("--select=SIG002", "--unsafe")
    assert result.stderr == "2 findings fixed, 1 file changed: SIG002 2\n"
    ready = "\n    def ready(self):\n        from . import receivers, signals  # noqa: F401\n"
    assert contents(unwired) == before | {"shop/apps.py": before["shop/apps.py"] + ready.encode()}


def test_a_file_that_is_missing_is_made(unwired: Path, fix: Fix) -> None:
    (unwired / "shop/apps.py").unlink()
    result = fix("--select=SIG002", "--unsafe", "--diff")
    assert result.stdout.startswith(
        "--- /dev/null\n+++ shop/apps.py\n@@ -0,0 +1,8 @@\n+from django.apps import AppConfig\n"
    )
    assert not (unwired / "shop/apps.py").exists()
    umask = os.umask(0o027)
    try:
        fix("--select=SIG002", "--unsafe")
    finally:
        os.umask(umask)
    assert (unwired / "shop/apps.py").read_text() == (
        "from django.apps import AppConfig\n\n\n"
        'class ShopConfig(AppConfig):\n    name = "shop"\n\n'
        "    def ready(self):\n"
        "        from . import receivers, signals  # noqa: F401\n"
    )
    assert stat.S_IMODE((unwired / "shop/apps.py").stat().st_mode) == 0o640


# --- flake8's configuration ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--ignore=SIG004"],
        ["--extend-ignore=SIG0"],
        ["--select=SIG001"],
        ["--per-file-ignores=shop/signals.py:SIG004"],
        ["--exclude=signals.py"],
        ["--extend-exclude=shop"],
    ],
    ids=" ".join,
)
def test_what_flake8_does_not_report_is_not_fixed(project: Path, fix: Fix, arguments: list[str]) -> None:
    before = contents(project)
    assert fix(*arguments).returncode == 0
    assert contents(project) == before


def test_a_configuration_file_counts(project: Path, fix: Fix) -> None:
    write(project, {".flake8": "[flake8]\nper-file-ignores = shop/signals.py:SIG004\n"})
    before = contents(project)
    fix()
    assert contents(project) == before


@pytest.mark.parametrize(
    ("old", "new"), [("instance):", "instance):  # noqa: SIG004"), ("from dj", "# flake8: noqa\nfrom dj")]
)
def test_noqa_is_heard(project: Path, fix: Fix, old: str, new: str) -> None:
    path = project / "shop/signals.py"
    path.write_text(path.read_text().replace(old, new, 1))
    before = contents(project)
    fix()
    assert contents(project) == before
    fix("--disable-noqa")
    assert contents(project) != before


def test_an_excluded_file_is_not_changed_for_the_sake_of_another(unwired: Path, fix: Fix) -> None:
    before = contents(unwired)
    result = fix("--unsafe", "--select=SIG002", "--extend-exclude=apps.py")
    assert (
        "2  the file to change, shop/apps.py, is excluded (./shop/receivers.py:6, ./shop/signals.py:6)" in result.stderr
    )
    assert contents(unwired) == before


@pytest.mark.parametrize("arguments", [["--no-such-option"], ["--diff=1"], ["--config", "nowhere.cfg"]], ids=" ".join)
@pytest.mark.usefixtures("project")
def test_bad_usage(fix: Fix, arguments: list[str]) -> None:
    result = fix(*arguments)
    assert (result.stdout, result.returncode) == ("", 2)
    assert "flake8-signals fix" in result.stderr


@pytest.mark.parametrize("command", ["check", "fix"])
def test_the_help_says_what_the_statuses_mean(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert re.search(r"^Exit status: 0 .* 2\sfor\sbad\susage\.$", capsys.readouterr().out, re.MULTILINE | re.DOTALL)


# --- --diff ----------------------------------------------------------------------------------------------------------


def test_a_diff_writes_nothing(project: Path, fix: Fix) -> None:
    before = contents(project)
    result = fix("--diff")
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "--- shop/signals.py",
        "+++ shop/signals.py",
        "@@ -4,5 +4,5 @@",
        " from .models import Order",
        " ",
        " @receiver(post_save, sender=Order)",
        "-def ship(sender, instance):",
        f"+{FIXED}",
        "     instance.ship()",
    ]
    assert result.stderr.startswith("1 finding would be fixed, 1 file would be changed: SIG004 1\n")
    assert contents(project) == before


@pytest.mark.usefixtures("project")
def test_a_diff_of_nothing(fix: Fix) -> None:
    result = fix("--diff", "shop/models.py")
    assert (result.stdout, result.returncode) == ("", 0)


@pytest.mark.usefixtures("project")
def test_a_diff_is_coloured_where_flake8_colours(fix: Fix) -> None:
    lines = fix("--diff", "--color=always").stdout.splitlines()
    assert "\x1b[31m-def ship(sender, instance):\x1b[0m" in lines
    assert f"\x1b[32m+{FIXED}\x1b[0m" in lines
    assert "\x1b[1m--- shop/signals.py\x1b[0m" in lines
    assert "     instance.ship()" in lines


def test_a_diff_can_be_applied(project: Path, fix: Fix) -> None:
    path = project / "shop/signals.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").rstrip())
    result = subprocess.run(
        [sys.executable, "-m", "flake8_signals", "fix", "--diff"], cwd=project, capture_output=True, check=False
    )
    assert b"\\ No newline at end of file\n" in result.stdout
    before = contents(project)
    subprocess.run(["git", "apply", "-p0", "-"], cwd=project, input=result.stdout, check=True)
    applied = contents(project)
    for name, content in before.items():
        (project / name).write_bytes(content)
    fix()
    assert contents(project) == applied != before


# --- Bytes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n", 3), id="mixed line ends"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="BOM"),
        pytest.param(lambda text: b"\xef\xbb\xbf# coding: utf-8\r\n" + text, id="BOM and declaration"),
        pytest.param(lambda text: b"# coding: latin-1\n# caf\xe9\n" + text, id="Latin-1"),
        pytest.param(lambda text: b"# vim: set fileencoding=cp1251 :\n# \xe9\n" + text, id="cp1251"),
        pytest.param(
            lambda text: "# \u2028 \x0c \U0001f355\n".encode() + text, id="lines that only str.splitlines sees"
        ),
        pytest.param(lambda text: text.rstrip(), id="no final newline"),
        pytest.param(lambda text: text + b"\n\n  \n\t", id="blank lines at the end"),
        pytest.param(lambda text: text.rstrip() + b"  ", id="spaces at the end"),
        pytest.param(lambda text: text.replace(b"    ", b"\t"), id="tabs"),
        pytest.param(lambda text: text.replace(b"\n\n@", b"\n\x0c\n@"), id="form feed"),
        pytest.param(lambda text: text + b"x = 1  ;  y = [ 1,2 ,]\n", id="somebody's own style"),
    ],
)
def test_every_other_byte_stays(project: Path, fix: Fix, form: Callable[[bytes], bytes]) -> None:
    path = project / "shop/signals.py"
    path.write_bytes(form(path.read_bytes()))
    before = path.read_bytes()
    result = fix()
    assert "SIG004 1" in result.stderr.splitlines()[0]
    assert path.read_bytes() == before.replace(b"instance):", b"instance, **kwargs):")


def test_text_in_no_encoding_is_left_alone(project: Path, fix: Fix) -> None:
    path = project / "shop/signals.py"
    path.write_bytes(b"# \xff, in no encoding\n" + path.read_bytes())
    before = contents(project)
    result = fix()
    assert re.search(r"SIG004 .* 1  libcst does not read the file: .* \(\./shop/signals.py:8\)\n", result.stderr)
    assert contents(project) == before


def test_what_is_left_is_counted_by_code_and_by_why(project: Path, fix: Fix) -> None:
    path = project / "shop/signals.py"
    again = "@receiver(\n    post_save,\n    sender=None,  # any\n)\ndef pack(sender, **kwargs):\n    print()\n"
    no_owner = "post_save.connect(lambda **kwargs: print(), weak=True)\n"
    parts = [path.read_text(), *(again.replace("pack", f"pack{number}") for number in range(5)), no_owner]
    path.write_text("\n".join(parts))
    result = fix("--extend-select=SIG409")
    assert result.returncode == 0
    places = "./shop/signals.py:10, ./shop/signals.py:17, ./shop/signals.py:24 and 2 more"
    why = f"a comment would be lost: # any ({places})"
    assert result.stderr.splitlines()[1:] == [
        "7 findings left:",
        "  code    rule                             count  why",
        "  SIG001  receiver-outside-signals-module      1  there is no fix",
        "  SIG301  receiver-without-owner               1  --unsafe fixes it, which changes what the program does",
        "  SIG409  explicit-none-sender                 5  " + why,
    ]


# --- Standard input --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [[], ["--stdin-display-name", "shop/signals.py"]], ids=["unnamed", "named"])
def test_standard_input_goes_to_standard_output(project: Path, fix: Fix, name: list[str]) -> None:
    before = contents(project)
    text = (project / "shop/signals.py").read_text().replace("from .models", "from shop.models").replace("ship", "post")
    result = fix(*name, "-", text=text)
    assert result.stdout == text.replace("instance):", "instance, **kwargs):")
    assert (result.stderr, result.returncode) == ("1 finding fixed, 1 file changed: SIG004 1\n", 0)
    assert contents(project) == before


def test_a_diff_of_standard_input(project: Path, fix: Fix) -> None:
    text = (project / "shop/signals.py").read_text()
    result = fix("--diff", "--stdin-display-name=shop/signals.py", "-", text=text)
    assert result.stdout.startswith("--- shop/signals.py\n+++ shop/signals.py\n@@ ")
    assert result.returncode == 1


@pytest.mark.parametrize("text", ["print()\n", "", "a.receivers = 1", "@receiver\ndef handle(:\n"])
@pytest.mark.usefixtures("project")
def test_standard_input_with_nothing_to_fix_is_handed_on(fix: Fix, text: str) -> None:
    result = fix("-", text=text)
    assert result.stdout == text
    assert result.returncode == int("(:" in text)


def test_what_is_read_is_all_that_is_changed(unwired: Path, fix: Fix) -> None:
    before = contents(unwired)
    text = (unwired / "shop/signals.py").read_text()
    name = "--stdin-display-name=shop/signals.py"
    result = fix("--unsafe", "--select=SIG002", name, "-", text=text)
    assert result.stdout == text
    assert "1  the file to change, shop/apps.py, is not the one that is read (shop/signals.py:6)" in result.stderr
    assert contents(unwired) == before


def test_bytes_of_standard_input_stay(project: Path) -> None:
    text = b"\xef\xbb\xbf" + (project / "shop/signals.py").read_bytes().replace(b"\n", b"\r\n").rstrip()
    command = [sys.executable, "-m", "flake8_signals", "fix", "-"]
    result = subprocess.run(command, cwd=project, input=text, capture_output=True, check=True)
    assert result.stdout == text.replace(b"instance):", b"instance, **kwargs):")


# --- What is left alone ----------------------------------------------------------------------------------------------


def test_a_fix_that_brings_another_finding_is_not_made(project: Path, fix: Fix) -> None:
    """Below 15 statements nothing is said; the fix itself must not be what makes a file worse."""
    text = """
        from django.contrib.auth.models import User
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        @receiver(post_save, User)
        def ship(sender, instance, **kwargs):
            instance.ship()
    """
    write(project, {"shop/signals.py": text})
    before = contents(project)
    result = fix()
    assert "1  shop/signals.py would have a new finding, SIG406 (./shop/signals.py:5)" in result.stderr
    assert contents(project) == before


def test_one_fix_that_does_not_do_spares_the_others(project: Path, fix: Fix) -> None:
    path = project / "shop/signals.py"
    path.write_text(
        path.read_text() + "\n@receiver(\n    post_save,\n    sender=None,  # any\n)\n"
        "def pack(sender, instance):\n    instance.pack()\n"
    )
    result = fix("--extend-select=SIG409")
    assert "1  a comment would be lost: # any (./shop/signals.py:10)" in result.stderr
    assert "2 findings fixed, 1 file changed: SIG004 2" in result.stderr
    assert "def pack(sender, instance, **kwargs):" in path.read_text()


def test_a_file_that_does_not_parse_is_one_line(project: Path, fix: Fix) -> None:
    write(project, {"shop/broken.py": "from django.dispatch import receiver(\n"})
    result = fix()
    assert result.returncode == 1
    assert result.stderr.splitlines()[0].startswith("./shop/broken.py: cannot be parsed: ")
    assert FIXED in (project / "shop/signals.py").read_text()


def test_nesting_beyond_python_is_one_line(project: Path, fix: Fix) -> None:
    write(project, {"shop/broken.py": f"{'(' * 1000}receiver{')' * 1000}\n"})
    result = fix("shop/broken.py")
    assert result.stderr.splitlines()[0].startswith("shop/broken.py: cannot be parsed: ")
    assert result.stderr.splitlines()[1:] == ["nothing fixed"]


@pytest.mark.usefixtures("project")
def test_a_file_that_cannot_be_read_is_one_line(fix: Fix) -> None:
    result = fix("nowhere.py")
    assert result.stderr == "flake8-signals fix: error: nowhere.py: no such file or folder\n"
    assert result.returncode == 2


def test_a_read_only_file_is_one_line(project: Path, fix: Fix) -> None:
    path = project / "shop/signals.py"
    path.chmod(0o444)
    before = contents(project)
    result = fix()
    assert result.stderr.splitlines() == [
        "./shop/signals.py: cannot be written: it is read-only",
        "nothing fixed",
        "2 findings left:",
        "  code    rule                             count  why",
        "  SIG001  receiver-outside-signals-module      1  there is no fix",
        "  SIG004  receiver-without-kwargs              1  the file to change cannot be written (./shop/signals.py:7)",
    ]
    assert result.returncode == 1
    assert contents(project) == before


def test_the_mode_is_kept(project: Path, fix: Fix) -> None:
    path = project / "shop/signals.py"
    path.chmod(0o754)
    fix()
    assert FIXED in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o754


def test_a_link_within_the_project_is_followed(project: Path, fix: Fix) -> None:
    path = project / "shop/signals.py"
    path.rename(project / "shop/real.py")
    path.symlink_to("real.py")
    fix("shop/signals.py")
    assert path.is_symlink()
    assert FIXED in (project / "shop/real.py").read_text()


def test_a_link_out_of_the_project_is_not(project: Path, fix: Fix, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "signals.py"
    path = project / "shop/signals.py"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes()
    result = fix()
    assert "1  the file to change, ./shop/signals.py, is a link out of the project (" in result.stderr
    assert outside.read_bytes() == before


# --- Writing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    """Return a file, and see to it that no other is left beside it."""
    path = tmp_path / "signals.py"
    path.write_bytes(b"before\n")
    yield path
    assert {*tmp_path.iterdir()} <= {path}


def test_a_file_that_has_vanished_is_not_brought_back(written: Path) -> None:
    written.unlink()
    with pytest.raises(FileNotFoundError):
        save(str(written), Change(b"before\n", b"after\n"))
    assert not written.exists()


def test_a_file_that_has_changed_meanwhile_keeps_its_change(written: Path) -> None:
    with pytest.raises(OSError, match="it has changed meanwhile"):
        save(str(written), Change(b"other\n", b"after\n"))
    assert written.read_bytes() == b"before\n"


def test_a_file_that_has_appeared_meanwhile_is_not_replaced(written: Path) -> None:
    with pytest.raises(FileExistsError, match="it has been created meanwhile"):
        save(str(written), Change(None, b"after\n"))
    assert written.read_bytes() == b"before\n"


def test_a_write_that_fails_leaves_everything_as_it_was(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        save(str(written), Change(b"before\n", b"after\n"))
    assert written.read_bytes() == b"before\n"
