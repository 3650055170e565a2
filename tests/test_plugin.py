"""The plugin, through real flake8: options from every place that has them, and flake8's own conventions."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flake8.exceptions import ExecutionError
from flake8.options.parse_args import parse_args

from flake8_signals.files import roots
from flake8_signals.options import Options
from flake8_signals.plugin import Plugin
from tests.support.commands import FILES, RESTOCK, SHIP, flake8, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project with two things wrong."""
    return write(tmp_path, FILES)


@pytest.fixture
def parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder to parse options in; the process gets its own options back."""
    before = Plugin.options
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    Plugin.options = before


def codes(output: str) -> list[str]:
    return re.findall(r" (SIG\d+) ", output)


# --- Options -------------------------------------------------------------------------------------------------------

EVERY_OPTION = """
signals-modules = signals, receivers
signals-max-statements = 1
signals-max-branches = 2
signals-max-writes = 3
signals-allowed-calls = shop.*, print
signals-min-django = 4.2
signals-root = ./src
signals-no-cache = true
signals-all = true
extend-select = SIG105
"""


def test_without_any_option_every_default_is_the_documented_one(parsed: Path) -> None:
    parse_args([str(parsed)])
    assert Plugin.options == Options()


def every_option(folder: Path) -> Options:
    return Options(
        signals_modules=("signals", "receivers"),
        max_statements=1,
        max_branches=2,
        max_writes=3,
        allowed_calls=("shop.*", "print"),
        min_django=(4, 2),
        root=str(folder / "src"),
        no_cache=True,
        all_rules=True,
        selected=("SIG105",),
    )


@pytest.mark.parametrize("name", ["setup.cfg", "tox.ini", ".flake8"])
def test_every_option_can_stand_in_every_configuration_file(parsed: Path, name: str) -> None:
    write(parsed, {name: "[flake8]" + EVERY_OPTION, "src/app.py": ""})
    parse_args([])
    assert Plugin.options == every_option(parsed)


def test_every_option_can_stand_on_the_command_line(parsed: Path) -> None:
    write(parsed, {"src/app.py": ""})
    options = [line.replace(" = true", "").split(" = ") for line in EVERY_OPTION.split("\n") if line]
    parse_args([f"--{'='.join(option)}" for option in options])
    assert Plugin.options == every_option(parsed)


def test_the_command_line_wins(parsed: Path) -> None:
    write(parsed, {"setup.cfg": "[flake8]\nsignals-max-branches = 2\n"})
    parse_args(["--signals-max-branches=3"])
    assert Plugin.options.max_branches == 3


def test_flake8_pyproject_works_as_well(project: Path) -> None:
    pytest.importorskip("flake8p")
    write(project, {"pyproject.toml": '[tool.flake8]\nselect = ["SIG"]\nsignals-modules = ["signals", "receivers"]\n'})
    found = flake8(folder=project).stdout
    assert SHIP in found
    assert RESTOCK not in found


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("signals-min-django=abc", "'abc' is not a version of Django"),
        ("signals-min-django=5", "'5' is not a version of Django"),
        ("signals-max-statements=few", "'few' is not a whole number"),
        ("signals-max-branches=-1", "'-1' is not a whole number"),
        ("signals-max-writes=", "'' is not a whole number"),
        ("signals-root=nowhere", "nowhere' is not a folder"),
        ("signals-root=manage.py", "manage.py' is not a folder"),
    ],
)
@pytest.mark.parametrize("place", ["command line", "configuration"])
def test_a_bad_value_is_refused_in_one_line(project: Path, option: str, says: str, place: str) -> None:
    write(project, {"setup.cfg": f"[flake8]\n{option}\n"} if place == "configuration" else {})
    result = flake8(*([f"--{option}"] if place == "command line" else []), folder=project)
    said = result.stdout + result.stderr
    assert result.returncode != 0
    assert [line for line in said.splitlines() if says in line] == said.splitlines()[-1:]
    assert "Traceback" not in said


def test_a_root_that_is_no_folder_is_flake8s_own_kind_of_error(parsed: Path) -> None:
    with pytest.raises(ExecutionError, match="is not a folder"):
        parse_args([f"--signals-root={parsed / 'nowhere'}"])


# --- Opt-in rules --------------------------------------------------------------------------------------------------

OPT_IN_RULE = '''
    from flake8_signals.rule import ReceiverRule

    class Everyone(ReceiverRule):
        """A receiver."""

        code = "SIG190"
        opt_in = True

        def check(self, receiver):
            yield self.violation(receiver, "not by default")
'''

FLAKE8_WITH_ONE_MORE_RULE = """
import sys
import flake8_signals.rules
from flake8.main.cli import main

flake8_signals.rules.__path__.append(sys.argv.pop())
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("arguments", "configuration", "runs"),
    [
        ([], "", False),
        (["--select", "SIG"], "", False),
        ([], "select = SIG", False),
        ([], "ignore = E501", False),
        ([], "extend-select = SIG", False),
        (["--extend-select", "SIG190"], "", True),
        (["--extend-select", "SIG1"], "", True),
        (["--select", "SIG190,SIG004"], "", True),
        ([], "extend-select = SIG190", True),
        ([], "ignore = E501\nextend-select = SIG190", True),
        (["--extend-select", "SIG2"], "", False),
        (["--signals-all"], "", True),
        (["--select", "SIG", "--signals-all"], "", True),
        ([], "ignore = E501\nsignals-all = yes", True),
        (["--signals-all"], "extend-ignore = SIG190", False),
    ],
)
def test_an_opt_in_rule_runs_only_when_it_is_named(
    project: Path, tmp_path_factory: pytest.TempPathFactory, arguments: list[str], configuration: str, *, runs: bool
) -> None:
    rules = write(tmp_path_factory.mktemp("rules"), {"everyone.py": OPT_IN_RULE})
    write(project, {"setup.cfg": f"[flake8]\n{configuration}\n"})
    result = subprocess.run(
        [sys.executable, "-c", FLAKE8_WITH_ONE_MORE_RULE, *arguments, "shop/signals.py", str(rules)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ""
    assert ("SIG190" in result.stdout) is runs
    assert SHIP in result.stdout


# --- flake8's conventions ------------------------------------------------------------------------------------------


def test_line_and_column_point_at_what_is_wrong(project: Path) -> None:
    found = flake8("--select", "SIG", folder=project).stdout.splitlines()
    assert len(found) == 2
    assert found[0].startswith(f"./shop/receivers.py:6:2: {RESTOCK}")
    assert found[1].startswith(f"./shop/signals.py:7:5: {SHIP}")


def test_noqa_on_the_first_line_of_what_is_wrong_silences_it(project: Path) -> None:
    signals = project / "shop" / "signals.py"
    signals.write_text(signals.read_text().replace("instance):", "instance):  # noqa: SIG004"))
    receivers = project / "shop" / "receivers.py"
    receivers.write_text(receivers.read_text().replace("sender=Order)", "sender=Order)  # noqa: SIG001"))
    assert flake8("--select", "SIG", folder=project).stdout == ""
    assert codes(flake8("--select", "SIG", "--disable-noqa", folder=project).stdout) == ["SIG001", "SIG004"]


def test_noqa_for_another_code_silences_nothing(project: Path) -> None:
    signals = project / "shop" / "signals.py"
    signals.write_text(signals.read_text().replace("instance):", "instance):  # noqa: SIG001"))
    assert SHIP in flake8("--select", "SIG", folder=project).stdout


@pytest.mark.parametrize("text", ["# flake8: noqa\n", "# FLAKE8: NOQA\n"])
def test_a_file_may_ask_to_be_left_alone(project: Path, text: str) -> None:
    signals = project / "shop" / "signals.py"
    signals.write_text(text + signals.read_text())
    assert SHIP not in flake8("--select", "SIG", folder=project).stdout


def test_per_file_ignores(project: Path) -> None:
    write(project, {".flake8": "[flake8]\nselect = SIG\nper-file-ignores =\n    shop/receivers.py: SIG001\n"})
    found = flake8(folder=project).stdout
    assert RESTOCK not in found
    assert SHIP in found


def test_unsaved_text_wins_over_the_file_on_disk(project: Path) -> None:
    signals = FILES["shop/signals.py"]
    text = write(project / "unsaved", {"it.py": signals.replace("ship(sender, instance)", "post(sender)")}).joinpath(
        "it.py"
    )
    found = flake8(
        "--select", "SIG", "--stdin-display-name", "shop/signals.py", "-", folder=project, text=text.read_text()
    )
    assert found.stdout.startswith("shop/signals.py:7:5: SIG004 receiver 'post' ")
    assert SHIP not in found.stdout


def test_text_without_a_name_is_linted_too(project: Path) -> None:
    text = (project / "shop" / "signals.py").read_text().replace("from .models", "from shop.models")
    found = flake8("--select", "SIG", "-", folder=project, text=text)
    assert f"stdin:7:5: {SHIP}" in found.stdout


def test_statistics(project: Path) -> None:
    found = flake8("--select", "SIG", "--statistics", "--quiet", "--quiet", folder=project).stdout.splitlines()
    assert [line.split()[:2] for line in found] == [["1", "SIG001"], ["1", "SIG004"]]


LARGER = {
    f"shop/more/receivers_{number}.py": FILES["shop/receivers.py"].replace("from .models", "from ..models")
    for number in range(6)
}

SPAWNING_FLAKE8 = """
import multiprocessing, sys
from flake8.main.cli import main

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    sys.exit(main())
"""


@pytest.mark.parametrize("option", ["--signals-modules=signals", "--signals-modules=signals,receivers"])
def test_workers_find_what_one_process_finds(project: Path, option: str) -> None:
    write(project, LARGER)
    alone = flake8("--select", "SIG", "-j1", option, folder=project)
    assert alone.stdout.count("SIG001") == (7 if option == "--signals-modules=signals" else 6)
    assert flake8("--select", "SIG", "-j2", option, folder=project).stdout == alone.stdout
    script = write(project / "scripts", {"spawning.py": SPAWNING_FLAKE8}) / "spawning.py"
    spawned = subprocess.run(
        [sys.executable, script, "--select", "SIG", "-j2", option, "shop"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert spawned.stdout.splitlines() == [line.removeprefix("./") for line in alone.stdout.splitlines()]


# --- Cost ----------------------------------------------------------------------------------------------------------

IMPORTED_BY_THE_PLUGIN = """
import sys
import flake8.main.cli
before = set(sys.modules)
import flake8_signals.plugin
print(*sorted(set(sys.modules) - before))
"""

IMPORTED_BY_A_RUN = """
import sys
from flake8.main.cli import main
main(["--select", "SIG", "-j1", *sys.argv[1:]])
print(*sys.modules)
"""


def python(code: str, *arguments: str, folder: Path) -> list[str]:
    """Run some code in a fresh process, and return the words it prints."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.split()


def test_the_plugin_brings_nothing_but_itself(tmp_path: Path) -> None:
    files = ["flake8_signals.files", "flake8_signals.files.prefilter", "flake8_signals.files.prose"]
    names = ["flake8_signals", *files, "flake8_signals.options", "flake8_signals.plugin"]
    assert python(IMPORTED_BY_THE_PLUGIN, folder=tmp_path) == names


def test_files_without_signals_are_done_with_at_the_prefilter(project: Path) -> None:
    write(project, {"shop/views.py": "def view(request):\n    return request\n"})
    quiet = python(IMPORTED_BY_A_RUN, "shop/views.py", "shop/models.py", folder=project)
    assert {"libcst", "msgspec", "platformdirs", "flake8_signals.lint.run", "flake8_signals.files.cache"}.isdisjoint(
        quiet
    )
    assert "libcst" in python(IMPORTED_BY_A_RUN, "shop/signals.py", "--signals-no-cache", folder=project)


def test_a_file_that_is_gone_says_nothing_of_django(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roots, "python_files", lambda _: iter([str(tmp_path / "gone.py")]))
    assert not roots.uses_django(str(tmp_path))
