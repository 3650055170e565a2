"""Trees and texts that were made to break a linter: no traceback, no silence, no end of the run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from flake8_signals.commands.flake8_host import workers
from flake8_signals.files import reading
from tests.support.commands import FILES, ROOT, SHIP, flake8_signals, write
from tests.support.scale import monorepo

unix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there is no such thing here")

COMMANDS = ["check", "map", "fix --diff"]

RECEIVER = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n\n\n"
RECEIVER += "@receiver(post_save, sender={sender})\ndef ship(sender, instance):\n    {body}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write a small project with something wrong in it."""
    return write(tmp_path / "project", FILES)


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may hang, in a process of its own."""
    whole = [sys.executable, "-m", "flake8_signals", *command.split()]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(whole, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


# --- What would be imported instead of Python's own ------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["ast", "signal", "sqlite3", "flake8"])
def test_modules_of_the_folder_are_never_imported(project: Path, name: str, command: str) -> None:
    (project / f"{name}.py").write_text("raise SystemExit('it ran')\n")
    result = run(project, command)
    assert "it ran" not in result.stdout + result.stderr
    assert "ship" in result.stdout


# --- What cannot be listed or read -----------------------------------------------------------------------------------


@unix
@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_be_read_is_said_and_the_rest_is_linted(project: Path, command: str) -> None:
    (project / "loop").symlink_to("loop")
    (project / "shop" / "loop.py").symlink_to("loop.py")
    os.mkfifo(project / "shop" / "pipe.py")
    os.mkfifo(project / "requirements.txt")
    signals = project / "shop" / "signals.py"
    signals.write_text(f"from .pipe import *\nfrom .loop import *\n{signals.read_text()}")
    result = run(project, command)
    said = result.stdout + result.stderr
    assert "Traceback" not in said
    assert "ship" in said
    for name in ("loop.py", "pipe.py", *(["requirements.txt"] if command == "check" else [])):
        assert f"{name}:" in said


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is open to this user")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_closed_is_said(project: Path, command: str) -> None:
    closed = project / "closed"
    closed.mkdir(mode=0)
    try:
        result = run(project, command)
    finally:
        closed.chmod(0o700)
    assert "closed" in result.stdout + result.stderr


@unix
def test_a_configuration_that_never_ends_is_bad_usage(project: Path) -> None:
    os.mkfifo(project / "setup.cfg")
    result = run(project, "check")
    assert result.returncode == 2
    assert result.stderr.endswith("setup.cfg: it is not a regular file\n")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LIMIT", 10)
    (tmp_path / "a.py").write_text("a" * 11)
    with pytest.raises(OSError, match="larger"):
        reading.content_of(str(tmp_path / "a.py"))


@unix
@pytest.mark.parametrize("is_folder", [False, True])
def test_links_out_of_the_project_are_not_followed(tmp_path: Path, project: Path, *, is_folder: bool) -> None:
    secret = "from django.dispatch import Signal\nmine = Signal()\n"
    write(tmp_path / "outside", {"secret.py": secret, "__init__.py": secret})
    text = "from django.dispatch import receiver\nfrom shop.linked import mine\n\n\n"
    text += "@receiver(mine)\ndef ship(sender):\n    pass\n"
    (project / "shop" / "signals.py").write_text(text)
    link, target = ("linked", "outside") if is_folder else ("linked.py", "outside/secret.py")
    (project / "shop" / link).symlink_to(tmp_path / target)
    assert "SIG004" in flake8_signals("check", "shop/signals.py", folder=project).stdout
    assert "SIG000" not in flake8_signals("check", "shop/signals.py", folder=project).stdout
    assert "secret" not in flake8_signals("map", folder=project).stdout


# --- Texts -----------------------------------------------------------------------------------------------------------

TEXTS = {
    "a number of thousands of digits": RECEIVER.format(sender=f"0x{'f' * 3600}", body="pass"),
    "a long chain of and": RECEIVER.format(sender="None", body=f"x = {' and '.join('a' * 20_000)}"),
    "a long chain of or": RECEIVER.format(sender="None", body=f"x = {' or '.join('a' * 20_000)}"),
    "many strings side by side": RECEIVER.format(sender="None", body="x = (" + "'a'\n" * 20_000 + ")"),
    "many loops in one comprehension": RECEIVER.format(sender="None", body=f"x = [a {'for a in b ' * 5_000}]"),
    "a long name in an import": RECEIVER.format(sender="None", body=f"import a{'.a' * 20_000}"),
    "nested patterns": RECEIVER.format(sender="None", body=f"match a:\n        case {'[' * 30}{']' * 30}: pass"),
    "a star from a module of signals": f"from .MySignals import *\n{RECEIVER.format(sender='None', body='pass')}",
    "no encoding of text": f"# coding: hex\n{RECEIVER.format(sender='None', body='pass')}",
    "a null byte": RECEIVER.format(sender="None", body="x = '\0'"),
    "many powers": RECEIVER.format(sender="None", body=f"x = 2{'**2' * 5_000}"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_breaks_nothing(project: Path, text: str, command: str) -> None:
    (project / "shop" / "hostile.py").write_text(text)
    result = flake8_signals(*command.split(), folder=project)
    said = result.stdout + result.stderr
    assert result.returncode in (0, 1)
    assert "Traceback" not in said
    assert "please report it" not in said
    assert "shop/signals.py" in said


METADATA = {
    "requirements.txt": f"Django>={'9' * 5000}\n",
    "setup.cfg": f"[options]\ninstall_requires = Django>={'9' * 5000}\n",
    "pyproject.toml": f'[project]\ndependencies = ["Django>={"9" * 5000}"]\n',
}


@pytest.mark.parametrize("name", METADATA)
def test_metadata_breaks_nothing(project: Path, name: str) -> None:
    write(project, {name: METADATA[name]})
    result = flake8_signals("check", "--signals-all", folder=project)
    assert SHIP in result.stdout
    assert "SIG000" not in result.stdout


@pytest.mark.parametrize("text", ["tool = 3\n", f"a = {'[' * 100_000}\n", f"a = {'9' * 5000}\n"])
def test_a_pyproject_that_is_nonsense_is_one_line_at_most(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text)
    result = flake8_signals("check", folder=project)
    assert SHIP in result.stdout or (result.returncode == 2 and result.stderr.count("\n") == 1)


# --- Names -----------------------------------------------------------------------------------------------------------


@unix
def test_what_a_terminal_acts_upon_is_escaped(project: Path) -> None:
    odd = "a\nb\x1b[31m\u202e\x9b.py"
    (project / "shop" / "signals.py").rename(project / "shop" / odd)
    for command in (*COMMANDS, *(f"map --format {kind}" for kind in ("json", "mermaid", "dot", "html"))):
        result = flake8_signals(*command.split(), folder=project)
        assert "Traceback" not in result.stderr
        for character in ("\x1b", "\u202e", "\x9b", "a\nb"):
            assert character not in result.stdout + result.stderr, command
    assert flake8_signals("fix", folder=project).returncode == 0
    assert "**kwargs" in (project / "shop" / odd).read_text()


@unix
def test_the_name_of_a_file_never_becomes_code(project: Path) -> None:
    write(project, {"shop/apps.py": 'from django.apps import AppConfig\n\n\nclass A(AppConfig):\n    name = "shop"\n'})
    (project / "shop" / "signals.py").rename(project / "shop" / "x; exec('print(1)').py")
    write(project, {"odd\"; exec('')/signals.py": FILES["shop/signals.py"], "odd\"; exec('')/__init__.py": ""})
    assert flake8_signals("fix", "--unsafe", folder=project).returncode == 0
    assert not any("exec" in path.read_text() for path in project.rglob("apps.py"))


# --- Streams and signals ---------------------------------------------------------------------------------------------

LONG = ["check", "map", "explain --all", "fix --diff"]


def shell(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "P": f"{sys.executable} -m flake8_signals"}
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@unix
@pytest.mark.parametrize("command", LONG)
def test_output_that_cannot_be_written_is_a_status(project: Path, command: str) -> None:
    gone = shell(project, f"$P {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (gone.returncode, gone.stderr.count("Traceback")) == (141, 0)
    closed = shell(project, f"$P {command} >&-")
    assert (closed.returncode, closed.stderr.splitlines()[-1:]) == (2, ["flake8-signals: error: output: it is closed"])
    if Path("/dev/full").exists():
        full = shell(project, f"$P {command} >/dev/full")
        assert (full.returncode, "No space left" in full.stderr, "Traceback" in full.stderr) == (2, True, False)


@unix
def test_the_other_streams_may_be_closed(project: Path) -> None:
    assert shell(project, "$P check <&- 2>&-").returncode == 1
    assert shell(project, "$P fix <&- >&- 2>&-").returncode == 0


@unix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_signal_is_a_status(project: Path, number: signal.Signals, command: str) -> None:
    whole = [sys.executable, "-m", "flake8_signals", command, "-"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        whole, cwd=project, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        time.sleep(4)  # it waits for its standard input
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert "Traceback" not in said


# --- Workers ---------------------------------------------------------------------------------------------------------


def lint(paths: Sequence[str], starting: Callable[[str], object]) -> Iterator[tuple[str, str]]:
    """Stand in for linting: die at some paths, and take long at others."""
    for path in paths:
        starting(path)
        if path.startswith("kill"):
            os.kill(os.getpid(), signal.SIGKILL)
        if path.startswith("exit"):
            os._exit(3)
        if path.startswith("slow"):
            time.sleep(60)
        yield path, "linted"


@unix
def test_a_worker_that_dies_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 1.0)
    parts = [["a", "kill1", "b", "kill2", "c"], ["exit", "d"], ["e", "slow", "f"], ["kill3"], ["g"]]
    found = workers.Workers(2, lint, lambda path, why: (path, why)).results(parts)
    by_signal, slow = "the process that linted it was ended by signal 9", "it took longer than 1 seconds"
    assert dict(found) == {
        **dict.fromkeys("abcdefg", "linted"),
        **dict.fromkeys(["kill1", "kill2", "kill3"], by_signal),
        "exit": "the process that linted it ended with status 3",
        "slow": slow,
    }


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not list processes there")
@pytest.mark.parametrize("killed", [1, 2])
def test_a_worker_that_is_killed_from_outside_costs_one_file(tmp_path: Path, killed: int) -> None:
    root = write(tmp_path / "monorepo", dict(monorepo(files=600, apps=5, receivers=200)))
    whole = [sys.executable, "-m", "flake8_signals", "check", "--isolated", "-j2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FLAKE8_SIGNALS_CACHE_DIR": str(tmp_path / "cache")}
    with subprocess.Popen(
        whole, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        until = time.monotonic() + 30
        while len(found := children.read_text().split()) < 2 and time.monotonic() < until:
            time.sleep(0.001)
        for child in found[:killed]:
            os.kill(int(child), signal.SIGSTOP)  # so that it is not done before it is killed
        time.sleep(0.5)
        for child in found[:killed]:
            os.kill(int(child), signal.SIGKILL)
        said, errors = process.communicate(timeout=60)
    lost = [line for line in said.splitlines() if "SIG000" in line]
    assert (process.returncode, len(lost), errors) == (1, killed, "")
    assert all("the process that linted it was ended by signal 9" in line for line in lost)
    again = subprocess.run(whole, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False)
    blamed = tuple(line.split(":")[0] for line in lost)
    assert (again.returncode, again.stderr, again.stdout.count("SIG000")) == (1, "", 0)
    # What is found in the others is found all the same.
    others = [line for line in again.stdout.splitlines() if not line.startswith(blamed)]
    assert [line for line in said.splitlines() if not line.startswith(blamed)] == others
    assert sum(" SIG004 " in line for line in again.stdout.splitlines()) == 5
