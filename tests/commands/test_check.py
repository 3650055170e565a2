"""``flake8-signals check`` says what ``flake8 --select SIG`` says, whatever flake8 is told."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_signals.__main__ import main
from flake8_signals.commands.flake8_host import checkers
from tests.support.commands import EXAMPLE, FILES, RESTOCK, ROOT, SHIP, flake8, flake8_signals, write

BROKEN = "from django.dispatch import receiver\n\n@receiver(\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project with two things wrong."""
    return write(tmp_path, FILES)


# --- As flake8 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["shop"],
        ["shop/signals.py", "shop/receivers.py", "shop/signals.py"],
        ["--exclude", "shop/signals.py"],
        ["--filename", "sig*.py,*/sig*.py"],
        ["--format", "pylint"],
        ["--format", "%(code)s %(row)d %(col)d %(path)s"],
        ["--show-source"],
        ["--statistics", "--count"],
        ["--quiet"],
        ["--quiet", "--quiet", "--count"],
        ["--exit-zero"],
        ["--ignore", "SIG001"],
        ["--extend-ignore", "SIG004"],
        ["--per-file-ignores", "shop/signals.py:SIG004 other.py:SIG001"],
        ["--signals-modules", "signals,receivers"],
        ["--disable-noqa"],
        ["--color", "always"],
        ["--output-file", "found.txt", "--tee"],
        ["-j1"],
        ["-j2"],
    ],
    ids=" ".join,
)
def test_it_says_what_flake8_says(project: Path, arguments: list[str]) -> None:
    receivers = project / "shop" / "receivers.py"
    receivers.write_text(receivers.read_text() + "\n\npost_delete.connect(restock, sender=Order)  # noqa: SIG\n")
    theirs = flake8("--select", "SIG", *arguments, folder=project)
    ours = flake8_signals("check", *arguments, folder=project)
    assert (ours.stdout, ours.stderr, ours.returncode) == (theirs.stdout, theirs.stderr, theirs.returncode)


@pytest.mark.parametrize(
    "arguments", [["--select", "SIG004"], ["--select=SIG001,SIG002"], ["--extend-select", "SIG105"]]
)
def test_what_is_selected_on_the_command_line_is_flake8s_to_say(project: Path, arguments: list[str]) -> None:
    ours = flake8_signals("check", *arguments, folder=project)
    theirs = flake8(*arguments, *([] if "--select" in arguments[0] else ["--select", "SIG"]), folder=project)
    assert (ours.stdout, ours.returncode) == (theirs.stdout, theirs.returncode)


CONFIGURATIONS = {
    "ignored": "ignore = SIG001\n",
    "ignored with others": "extend-ignore = E,SIG004\n",
    "per file": "per-file-ignores =\n    shop/receivers.py: SIG001\n    shop/*.py: E501\n",
    "excluded": "exclude = signals.py\n",
    "excluded too": "extend-exclude = shop/receivers.py\n",
    "our options": "signals-modules = signals, receivers\n",
    "how it is shown": "format = pylint\ncount = true\n",
    "for another checker that is not loaded": "max-complexity = 3\n",
}


@pytest.mark.parametrize("configuration", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_it_reads_the_configuration_that_flake8_reads(project: Path, configuration: str) -> None:
    write(project, {"setup.cfg": f"[flake8]\n{configuration}"})
    for folder in (project, project / "shop"):
        theirs = flake8("--select", "SIG", folder=folder)
        ours = flake8_signals("check", folder=folder)
        assert (ours.stdout, ours.stderr, ours.returncode) == (theirs.stdout, theirs.stderr, theirs.returncode)


@pytest.mark.parametrize(
    ("selected", "found"),
    [
        ("select = SIG004", {SHIP}),
        ("select = E,F,SIG001", {RESTOCK}),
        ("select = E,F,W,C90,B950", {SHIP, RESTOCK}),
        ("select = S", {SHIP, RESTOCK}),
        ("extend-select = SIG105", {SHIP, RESTOCK}),
    ],
)
def test_a_configured_choice_counts_where_it_names_our_codes(project: Path, selected: str, found: set[str]) -> None:
    write(project, {".flake8": f"[flake8]\n{selected}\n"})
    said = flake8_signals("check", folder=project).stdout
    assert {message for message in (SHIP, RESTOCK) if message in said} == found


def test_a_configuration_file_can_be_named_or_left_out(project: Path) -> None:
    write(project, {".flake8": "[flake8]\nignore = SIG001\n", "other.cfg": "[flake8]\nignore = SIG004\n"})
    for arguments in (["--config", "other.cfg"], ["--isolated"], ["--append-config", "other.cfg"]):
        theirs = flake8("--select", "SIG", *arguments, folder=project)
        ours = flake8_signals("check", *arguments, folder=project)
        assert (ours.stdout, ours.returncode) == (theirs.stdout, theirs.returncode)


def test_the_example_in_worker_processes_and_in_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    theirs = flake8("--select", "SIG", folder=EXAMPLE).stdout
    assert theirs
    monkeypatch.chdir(EXAMPLE)
    monkeypatch.setattr(checkers, "FILES_OF_ONE_PROCESS", 0)
    assert main(["check", "-j2"]) == 1
    assert capfd.readouterr().out == theirs
    monkeypatch.setattr(checkers, "FILES_OF_ONE_PROCESS", 1000)
    assert main(["check", "-j2"]) == 1
    assert capfd.readouterr().out == theirs


SPAWNING = """
import multiprocessing, sys
from flake8_signals.__main__ import main
from flake8_signals.commands.flake8_host import checkers

if __name__ == "__main__":
    spawn = multiprocessing.get_context("spawn")
    multiprocessing.get_context = lambda _: spawn
    checkers.FILES_OF_ONE_PROCESS = 0
    sys.exit(main(sys.argv[1:]))
"""


def test_workers_that_inherit_nothing_have_the_options_too(project: Path) -> None:
    write(project, {"scripts/spawning.py": SPAWNING})
    arguments = ["check", "-j2", "--signals-modules=signals,receivers", "shop"]
    spawned = subprocess.run(
        [sys.executable, "scripts/spawning.py", *arguments], cwd=project, capture_output=True, text=True, check=False
    )
    assert spawned.stderr == ""
    assert SHIP in spawned.stdout
    assert RESTOCK not in spawned.stdout


@pytest.mark.parametrize("error", [OSError("no semaphores"), ImportError("no multiprocessing")])
def test_where_there_can_be_no_workers_one_process_does_it_all(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: Exception
) -> None:
    def fail(_: str | None) -> None:
        raise error

    monkeypatch.chdir(EXAMPLE)
    monkeypatch.setattr(checkers, "FILES_OF_ONE_PROCESS", 0)
    monkeypatch.setattr("multiprocessing.get_context", fail)
    assert main(["check", "-j2"]) == 1
    assert capfd.readouterr().out == flake8("--select", "SIG", folder=EXAMPLE).stdout


@pytest.mark.slow
def test_djangos_own_package(tmp_path: Path) -> None:
    django = Path(pytest.importorskip("django").__file__).parent
    theirs = flake8("--select", "SIG", str(django), folder=tmp_path)
    ours = flake8_signals("check", str(django), folder=tmp_path)
    assert (ours.stdout, ours.stderr, ours.returncode) == (theirs.stdout, theirs.stderr, theirs.returncode)


# --- Plug-ins of flake8 --------------------------------------------------------------------------------------------

LISTING_FORMATTER = """
    from flake8.formatting.base import BaseFormatter

    class Listing(BaseFormatter):
        def beginning(self, filename):
            self._write(f"{filename} begins")

        def format(self, error):
            return f"  {error.code} {error.physical_line!r}"

        def finished(self, filename):
            self._write(f"{filename} ends")
"""


def test_a_formatter_hears_of_every_file_and_gets_the_line(project: Path) -> None:
    installed = {
        "listing.py": LISTING_FORMATTER,
        "listing-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: listing\nVersion: 1\n",
        "listing-1.dist-info/entry_points.txt": "[flake8.report]\nlisting = listing:Listing\n",
    }
    write(project.parent / "installed", installed)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(project.parent / "installed")])}

    def said(*command: str) -> str:
        whole = [sys.executable, "-m", *command, "--format", "listing", "shop"]
        return subprocess.run(whole, cwd=project, env=environment, capture_output=True, text=True, check=False).stdout

    theirs = said("flake8", "--select", "SIG")
    assert "shop/models.py begins" in theirs
    assert "def ship(sender, instance):" in theirs
    assert said("flake8_signals", "check") == theirs


def test_a_formatter_of_the_linted_project_is_not_even_imported(project: Path) -> None:
    write(
        project,
        {
            ".flake8": "[flake8:local-plugins]\nreport = mine = evil:Mine\npaths = plugins\n[flake8]\nformat = mine\n",
            "plugins/evil.py": "raise SystemExit('imported')\n",
        },
    )
    result = flake8_signals("check", "shop", folder=project)
    assert SHIP in result.stdout
    assert "the format 'mine' is not used" in result.stderr


def test_other_checkers_are_not_even_imported(project: Path) -> None:
    write(
        project,
        {
            ".flake8": "[flake8:local-plugins]\nextension = X = broken:Checker\npaths = plugins\n",
            "plugins/broken.py": "raise SystemExit('imported')\n",
        },
    )
    assert SHIP in flake8_signals("check", "shop", folder=project).stdout


def test_flake8_pyproject_keeps_working(project: Path) -> None:
    pytest.importorskip("flake8p")
    write(
        project,
        {
            "pyproject.toml": """
                [tool.flake8]
                ignore = ["SIG001"]

                [tool.flake8-signals]
                ignore = ["SIG004"]
            """
        },
    )
    found = flake8_signals("check", folder=project).stdout
    assert SHIP in found
    assert RESTOCK not in found


# --- [tool.flake8-signals] -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ('signals-modules = ["signals", "receivers"]', {SHIP}),
        ('signals-modules = "signals,receivers"', {SHIP}),
        ('select = ["SIG004"]', {SHIP}),
        ('ignore = ["SIG001"]', {SHIP}),
        ('extend-ignore = ["SIG001"]', {SHIP}),
        ('extend-select = ["SIG105"]', {SHIP, RESTOCK}),
        ('exclude = ["shop/signals.py"]', {RESTOCK}),
        ('per-file-ignores = ["shop/signals.py:SIG004"]', {RESTOCK}),
        ('per-file-ignores = {"shop/signals.py" = ["SIG004", "SIG001"], "receivers.py" = "SIG004"}', {RESTOCK}),
        ("signals-max-branches = 3\nsignals-no-cache = true", {SHIP, RESTOCK}),
        ("", {SHIP, RESTOCK}),
    ],
)
def test_a_table_in_pyproject_does_where_flake8_has_no_configuration(
    project: Path, table: str, found: set[str]
) -> None:
    write(project, {"pyproject.toml": f"[tool.flake8-signals]\n{table}\n"})
    said = flake8_signals("check", folder=project).stdout
    assert {message for message in (SHIP, RESTOCK) if message in said} == found


def test_the_nearest_table_counts_and_its_paths_start_where_it_stands(project: Path) -> None:
    files = {
        "pyproject.toml": '[tool.flake8-signals]\nexclude = ["./shop/signals.py"]\n',
        "docs/pyproject.toml": "[tool]\n",
    }
    write(project, files)
    said = flake8_signals("check", "../shop", folder=project / "docs").stdout
    assert SHIP not in said
    assert RESTOCK in said


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["--isolated"], {}),
        (["--config", "empty.cfg"], {"empty.cfg": ""}),
        ([], {"tox.ini": "[flake8]\nmax-line-length = 100\n"}),
        ([], {"setup.cfg": "[flake8:local-plugins]\n"}),
    ],
)
def test_flake8s_own_configuration_leaves_no_room_for_the_table(
    project: Path, arguments: list[str], files: dict[str, str]
) -> None:
    write(project, files | {"pyproject.toml": '[tool.flake8-signals]\nignore = ["SIG001"]\n'})
    result = flake8_signals("check", *arguments, folder=project)
    assert RESTOCK in result.stdout
    assert result.stderr == (
        ""
        if arguments
        else "flake8-signals: [tool.flake8-signals] of pyproject.toml is not used, because flake8 has a configuration"
        " of its own in .: move the options there\n"
    )


def test_a_table_that_is_not_used_is_not_even_read_right(project: Path) -> None:
    write(project, {"tox.ini": "[flake8]\n", "pyproject.toml": "[tool]\nflake8-signals = 3\n"})
    result = flake8_signals("check", folder=project)
    assert (result.returncode, result.stderr) == (1, "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.flake8-signals]\nmodules = []\n", "[tool.flake8-signals] has no option 'modules'"),
        ("[tool.flake8-signals]\nselect = [\n", "pyproject.toml: "),
        ("[tool]\nflake8-signals = 3\n", "[tool.flake8-signals] is not a table"),
        ("[tool.flake8-signals]\nsignals-max-writes = 1.5\n", "'1.5' is not a whole number"),
        ("[tool.flake8-signals]\nsignals-all = 3\n", "Not a boolean: 3"),
        ('[tool.flake8-signals]\nignore = ["everything"]\n', "'everything'"),
    ],
)
def test_a_table_that_makes_no_sense_is_bad_usage(project: Path, text: str, says: str) -> None:
    write(project, {"pyproject.toml": text})
    result = flake8_signals("check", folder=project)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


# --- Exit status ---------------------------------------------------------------------------------------------------


def test_a_clean_run(project: Path) -> None:
    result = flake8_signals("check", "shop/models.py", folder=project)
    assert (result.stdout, result.stderr, result.returncode) == ("", "", 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--no-such-option"],
        ["check", "-j", "many"],
        ["check", "--config", "nowhere.cfg"],
        ["check", "--signals-root", "nowhere"],
        ["check", "--per-file-ignores", "shop"],
        ["check", "--require-plugins", "nothing-of-the-kind"],
        ["check", "--add-noqa", "--suggest-config"],
        ["check", "--add-noqa", "--since", "HEAD"],
        ["check", "--with-defects"],
        ["no-such-command"],
        [],
    ],
    ids=" ".join,
)
def test_bad_usage(project: Path, arguments: list[str]) -> None:
    result = flake8_signals(*arguments, folder=project)
    assert (result.stdout, result.returncode) == ("", 2)
    assert "flake8-signals" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_configuration_that_flake8_cannot_read_is_bad_usage(project: Path) -> None:
    write(project, {"other.cfg": "no section\n"})
    result = flake8_signals("check", "--config", "other.cfg", folder=project)
    assert (result.stdout, result.returncode) == ("", 2)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [[], ["check"], ["fix"], ["map"], ["explain"]])
def test_every_command_has_help(project: Path, command: list[str]) -> None:
    result = flake8_signals(*command, "--help", folder=project)
    groups = re.findall(r"^\S.*(?=:$)", result.stdout, re.MULTILINE)
    assert re.search(r"^[A-Z].*\.$", result.stdout, re.MULTILINE), "what the command does"
    if command in (["check"], ["fix"]):
        assert groups[:4] == ["paths", "options of this command", "options of the rules", "flake8's options"]
    assert result.returncode == 0
    assert result.stdout.startswith(f"usage: {' '.join(['flake8-signals', *command])} ")


# --- Files at fault ------------------------------------------------------------------------------------------------


def test_a_file_that_does_not_parse_is_an_error(project: Path) -> None:
    write(project, {"shop/broken.py": BROKEN})
    theirs = flake8("--select", "E9", "shop/broken.py", folder=project)
    assert "E999 SyntaxError" in theirs.stdout
    result = flake8_signals("check", "shop/broken.py", folder=project)
    assert (result.stdout, result.stderr, result.returncode) == (theirs.stdout, theirs.stderr, 1)


@pytest.mark.parametrize(
    "text",
    [f"a.receivers = {'(' * 1000}0{')' * 1000}\n", f"a.receivers = {'-' * 100_000}1\n", "a.receivers = 0\0\n"],
    ids=["nesting", "more nesting", "null byte"],
)
def test_a_file_over_which_pythons_parser_gives_up_is_an_error_too(project: Path, text: str) -> None:
    write(project, {"shop/hostile.py": text})
    result = flake8_signals("check", folder=project)
    assert re.search(r"^\./shop/hostile\.py:1:\d+: E9", result.stdout, re.MULTILINE)
    assert SHIP in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_it_is_no_error_of_those_who_ask_for_it(project: Path, name: str) -> None:
    handler = f"from django.db.models.signals import post_save\nfrom .{name} import handle\n"
    write(
        project,
        {
            f"shop/{name}.py": "from django.dispatch import receiver\n\n\ndef handle(sender):\n    return =\n",
            "shop/handlers.py": handler + "\npost_save.connect(handle, sender='shop.Order')\n",
        },
    )
    theirs = flake8("--select", "SIG,E9", folder=project)
    ours = flake8_signals("check", folder=project)
    assert f"shop/{name}.py:5:" in ours.stdout
    assert "shop/handlers.py:4:1: SIG" in ours.stdout
    assert (ours.stdout, ours.stderr, ours.returncode) == (theirs.stdout, theirs.stderr, theirs.returncode)


def test_such_a_file_can_be_ignored_by_flake8s_own_means(project: Path) -> None:
    write(project, {"shop/broken.py": BROKEN})
    for arguments in (["--extend-ignore=E9"], ["--per-file-ignores=shop/broken.py:E999"], ["--exclude=broken.py"]):
        assert "E999" not in flake8_signals("check", *arguments, folder=project).stdout
    write(project, {"shop/broken.py": "# flake8: noqa\n" + BROKEN})
    assert "E999" not in flake8_signals("check", folder=project).stdout


@pytest.mark.parametrize("command", ["check", "check --add-noqa", "check --suggest-config", "fix", "fix --diff", "map"])
def test_a_file_that_is_not_there_is_bad_usage(project: Path, command: str) -> None:
    result = flake8_signals(*command.split(), "nowhere.py", folder=project)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "nowhere.py: no such file or folder" in result.stderr


@pytest.mark.parametrize("arguments", [["notes"], ["shop", "--exclude", "shop"]], ids=" ".join)
def test_a_run_without_any_file_says_so(project: Path, arguments: list[str]) -> None:
    write(project, {"notes/today.txt": "from django.dispatch import receiver\n"})
    result = flake8_signals("check", *arguments, folder=project)
    said = "flake8-signals: there is no Python file to check, or each is excluded\n"
    assert (result.stdout, result.stderr, result.returncode) == ("", said, 0)


def test_a_file_that_does_not_parse_and_mentions_no_signal_is_none_of_our_business(project: Path) -> None:
    write(project, {"shop/broken.py": "def f(:\n"})
    assert flake8_signals("check", "shop/broken.py", folder=project).returncode == 0


@pytest.mark.parametrize("text", [b"\xef\xbb\xbf", b"# coding: latin-1\n# \xe9\n", b"# \xff, in no encoding\n"])
def test_a_file_is_decoded_as_flake8_decodes_it(project: Path, text: bytes) -> None:
    signals = project / "shop" / "signals.py"
    signals.write_bytes(text + signals.read_bytes().replace(b"\n", b"\r\n"))
    theirs = flake8("--select", "SIG,E9", folder=project).stdout
    assert SHIP in theirs
    assert flake8_signals("check", folder=project).stdout == theirs


# --- Standard input ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [[], ["--stdin-display-name", "shop/signals.py"]])
def test_standard_input(project: Path, name: list[str]) -> None:
    text = (
        (project / "shop" / "signals.py")
        .read_text()
        .replace("from .models", "from shop.models")
        .replace("ship", "post")
    )
    theirs = flake8("--select", "SIG", *name, "-", folder=project, text=text)
    ours = flake8_signals("check", *name, "-", folder=project, text=text)
    assert "SIG004 receiver 'post' " in theirs.stdout
    assert (ours.stdout, ours.returncode) == (theirs.stdout, theirs.returncode)


def test_standard_input_without_signals(project: Path) -> None:
    assert flake8_signals("check", "-", folder=project, text="print()\n").stdout == ""


def test_standard_input_that_does_not_parse(project: Path) -> None:
    theirs = flake8("--select", "E9", "-", folder=project, text=BROKEN)
    ours = flake8_signals("check", "-", folder=project, text=BROKEN)
    assert "stdin:3:" in theirs.stdout
    assert (ours.stdout, ours.returncode) == (theirs.stdout, 1)


# --- What cannot be printed ----------------------------------------------------------------------------------------


def test_a_finding_in_a_file_whose_name_is_no_text_is_told_in_one_line(project: Path) -> None:
    named = Path(os.fsdecode(os.fsencode(project) + b"/shop/\xff.py"))
    named.write_text((project / "shop" / "signals.py").read_text())
    ended = flake8_signals("check", folder=project)
    assert ended.returncode == 1
    assert r"./shop/\udcff.py:6:2: SIG001 " in ended.stdout
    assert ended.stderr == ""


@pytest.mark.parametrize(
    "arguments", [["explain", "SIG601"], ["check", "--suggest-config", "--with-defects", "--quiet"]], ids=" ".join
)
def test_what_a_terminal_has_no_character_for_is_spelled(project: Path, arguments: list[str]) -> None:
    (project / "shop" / "signals.py").rename(project / "shop" / "sïgnals.py")
    command = [sys.executable, "-m", "flake8_signals", *arguments]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(command, cwd=project, env=environment, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert re.search(rb"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", ended.stdout)


@pytest.mark.parametrize("arguments", [["check"], ["fix", "--diff"], ["map"]], ids=" ".join)
def test_pythons_own_warnings_about_a_text_are_not_printed(project: Path, arguments: list[str]) -> None:
    signals = project / "shop" / "signals.py"
    signals.write_text(f'{signals.read_text()}\nPATTERN = "\\d"\n')
    command = [sys.executable, "-W", "default", "-m", "flake8_signals", *arguments]
    ended = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert ended.stdout
    assert "Warning" not in ended.stderr
