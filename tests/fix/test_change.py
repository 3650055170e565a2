"""How a changed file is written: nothing that belongs to it is lost, and nothing is left behind."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flake8_signals.fix import change
from flake8_signals.fix.change import Change, remove_leftovers, save
from flake8_signals.fix.exchange import exchanged
from tests.support.commands import FILES, ROOT, flake8_signals, write

unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no such thing here")

CHANGE = Change(b"before\n", b"after\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a file to change."""
    found = tmp_path / "a.py"
    found.write_bytes(b"before\n")
    return found


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_file_is_replaced(path: Path, monkeypatch: pytest.MonkeyPatch, *, exchanges: bool) -> None:
    if not exchanges:
        monkeypatch.setattr(change, "exchanged", lambda _one, _other: False)
    path.chmod(0o640)
    save(str(path), CHANGE)
    assert path.read_bytes() == b"after\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="there is no such thing here")
def test_two_files_change_places(path: Path) -> None:
    other = path.with_name("b.py")
    other.write_bytes(b"other\n")
    assert exchanged(str(path), str(other))
    assert (path.read_bytes(), other.read_bytes()) == (b"other\n", b"before\n")
    assert not exchanged(str(path), str(path.with_name("missing.py")))
    assert {*path.parent.iterdir()} == {path, other}
    assert path.read_bytes() == b"other\n"


@unix
def test_hard_links_stay_one_file(path: Path) -> None:
    other = path.with_name("b.py")
    other.hardlink_to(path)
    save(str(path), Change(b"before\n", b"x\n"))
    assert other.read_bytes() == b"x\n"
    assert other.samefile(path)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="there is no such thing here")
def test_extended_attributes_stay(path: Path) -> None:
    try:
        os.setxattr(path, "user.colour", b"blue")
    except OSError:
        pytest.skip("the file system has none")
    save(str(path), CHANGE)
    assert os.getxattr(path, "user.colour") == b"blue"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give them away")
def test_the_owner_stays(path: Path) -> None:
    os.chown(path, 12345, 23456)
    save(str(path), CHANGE)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)
    assert path.read_bytes() == b"after\n"


@unix
def test_the_owner_stays_where_it_cannot_be_given(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object) -> None:
        raise PermissionError

    number = path.stat().st_ino
    monkeypatch.setattr(os, "chmod", refused)
    save(str(path), CHANGE)
    assert path.read_bytes() == b"after\n"
    assert path.stat().st_ino == number


@pytest.mark.parametrize("moment", ["exchanged", "_content", "_take_after"])
def test_an_edit_of_the_last_moment_is_not_lost(path: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = getattr(change, moment)

    def edited(*arguments: object) -> object:
        monkeypatch.setattr(change, moment, real)
        if moment == "_content":
            content = real(*arguments)
            path.write_bytes(b"mine\n")
            return content
        path.with_name("new").write_bytes(b"mine\n")  # as editors do it
        path.with_name("new").replace(path)
        return real(*arguments)

    monkeypatch.setattr(change, moment, edited)
    with pytest.raises(OSError, match="changed meanwhile"):
        save(str(path), CHANGE)
    assert path.read_bytes() == b"mine\n"
    assert [*path.parent.iterdir()] == [path]


@unix
@pytest.mark.parametrize("edit", [b"a\n", b"mine\n"])
def test_an_edit_of_the_last_moment_stays_in_a_file_with_two_names(
    path: Path, edit: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.with_name("b.py").hardlink_to(path)
    real = change._overwrite

    def edited(target: str, wanted: Change) -> None:
        path.write_bytes(edit)
        real(target, wanted)

    monkeypatch.setattr(change, "_overwrite", edited)
    with pytest.raises(OSError, match="changed meanwhile"):
        save(str(path), CHANGE)
    assert path.read_bytes() == edit


@unix
@pytest.mark.parametrize("mode", [0o444, 0o555])
def test_a_file_that_nobody_may_write_to_stays(path: Path, mode: int) -> None:
    path.chmod(mode)  # root could
    with pytest.raises(PermissionError, match="read-only"):
        save(str(path), CHANGE)
    assert path.read_bytes() == b"before\n"


def no_links(*_arguments: object) -> None:
    """What ``os.link`` does on a file system without links."""
    raise PermissionError(errno.EPERM, "there is no such thing here")


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_has_the_mode_of_other_new_files(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    new = path.with_name("new.py")
    save(str(new), Change(None, b"after\n"))
    assert new.read_bytes() == b"after\n"
    path.with_name("other").touch()
    assert new.stat().st_mode == path.with_name("other").stat().st_mode
    assert {*path.parent.iterdir()} == {path, new, path.with_name("other")}


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_has_been_made_meanwhile_stays(path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(FileExistsError, match="created meanwhile"):
        save(str(path), Change(None, b"after\n"))
    assert path.read_bytes() == b"before\n"
    assert [*path.parent.iterdir()] == [path]


KILLED = """
import os, sys
from flake8_signals.fix import change

def die(*_):
    print("here", flush=True)
    {how}

change._replace = die
change.save(sys.argv[1], change.Change(b"before\\n", b"after\\n"))
"""


def killed(path: Path, how: str) -> "subprocess.Popen[str]":
    """Start a process that stops while it writes, and wait until it does."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", KILLED.format(how=how), str(path)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


@unix
def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    project = write(tmp_path / "project", FILES)
    path = project / "shop" / "left.py"
    path.write_bytes(b"before\n")
    (project / "shop" / ".flake8-signals-notes").write_text("mine")
    with killed(path, "os.kill(os.getpid(), 9)"):
        pass
    assert len([*project.glob("shop/.flake8-signals-*")]) == 2
    assert flake8_signals("fix", "--diff", folder=project).returncode == 1
    assert len([*project.glob("shop/.flake8-signals-*")]) == 2
    assert flake8_signals("fix", folder=project).returncode == 0
    assert [name.name for name in project.glob("shop/.flake8-signals-*")] == [".flake8-signals-notes"]
    assert path.read_bytes() == b"before\n"


@unix
def test_what_a_run_still_needs_is_left_to_it(path: Path) -> None:
    with killed(path, "import time; time.sleep(60)") as process:
        time.sleep(0.1)
        remove_leftovers([str(path.parent)])
        assert len([*path.parent.iterdir()]) == 2
        process.kill()
    remove_leftovers([str(path.parent)])
    assert [*path.parent.iterdir()] == [path]
