"""What git says the files of a project were."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from flake8_signals.files.revision import UnknownRevision, before
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from tests.support.repository import commit, git, repository


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a repository with one commit."""
    return repository(tmp_path / "shop", {"shop/models.py": "a = 1\n", "shop/gone.py": "b = 2\n", "notes.txt": "c\n"})


def test_what_has_changed(shop: Path) -> None:
    (shop / "shop" / "models.py").write_text("a = 3\n")
    (shop / "shop" / "gone.py").unlink()
    (shop / "shop" / "new.py").write_text("")
    (shop / "notes.txt").write_text("d\n")
    assert before(str(shop), "HEAD") == {
        str(shop / "shop" / "models.py"): b"a = 1\n",
        str(shop / "shop" / "gone.py"): b"b = 2\n",
        str(shop / "shop" / "new.py"): None,
    }


def test_nothing_has_changed(shop: Path) -> None:
    assert before(str(shop), "HEAD") == {}


def test_committed_changes_count(shop: Path) -> None:
    commit(shop, {"shop/models.py": "a = 4\n"})
    assert before(str(shop), "HEAD~1") == {str(shop / "shop" / "models.py"): b"a = 1\n"}
    assert before(str(shop), "HEAD") == {}


def test_a_branch_that_has_gone_on_does_not_matter(shop: Path) -> None:
    git(shop, "branch", "mine")
    commit(shop, {"shop/models.py": "a = 5\n"})
    git(shop, "tag", "theirs")
    git(shop, "checkout", "--quiet", "mine")
    assert before(str(shop), "theirs") == {}


def test_histories_that_never_met(shop: Path) -> None:
    git(shop, "checkout", "--quiet", "--orphan", "other")
    commit(shop, {"shop/models.py": "a = 6\n"})
    assert before(str(shop), "main") == {str(shop / "shop" / "models.py"): b"a = 1\n"}


def test_what_git_ignores_is_as_it_was(shop: Path) -> None:
    (shop / ".gitignore").write_text("local.py\n")
    (shop / "shop" / "local.py").write_text("")
    assert before(str(shop), "HEAD") == {}


def test_a_project_inside_of_a_repository(shop: Path) -> None:
    (shop / "shop" / "models.py").write_text("a = 3\n")
    (shop / "pyproject.toml").write_text("")
    commit(shop, {"backend/app.py": "", "pyproject.toml": "a = 1\n"})
    (shop / "pyproject.toml").write_text("a = 2\n")
    (shop / "shop" / "models.py").write_text("a = 7\n")
    (shop / "backend" / "app.py").write_text("a = 8\n")
    assert before(str(shop / "backend"), "HEAD") == {
        str(shop / "backend" / "app.py"): b"",
        str(shop / "pyproject.toml"): b"a = 1\n",
    }


def test_a_project_behind_a_link(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(shop)
    (shop / "shop" / "models.py").write_text("a = 3\n")
    assert before(str(tmp_path / "link"), "HEAD") == {str(tmp_path / "link" / "shop" / "models.py"): b"a = 1\n"}


def test_names_that_are_hard_to_write(tmp_path: Path) -> None:
    name = os.fsdecode(b"shop/\xe9 \n\t\"'.py")
    folder = repository(tmp_path, {name: "a = 1\n"})
    (folder / name).write_text("a = 2\n")
    assert before(str(folder), "HEAD") == {str(folder / name): b"a = 1\n"}


def test_a_repository_of_its_own_inside(shop: Path) -> None:
    inner = repository(shop / "inner", {"app.py": ""})
    git(shop, "add", "inner")
    commit(shop, {"shop/models.py": "a = 2\n"})
    (inner / "new.py").write_text("")
    assert before(str(shop), "HEAD") == {}


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD:shop"])
def test_there_is_no_such_revision(shop: Path, revision: str) -> None:
    with pytest.raises(UnknownRevision, match="git knows no revision"):
        before(str(shop), revision)


def test_there_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UnknownRevision, match="not a git repository"):
        before(str(tmp_path), "HEAD")


def test_there_is_no_git(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnknownRevision, match="no git"):
        before(str(shop), "HEAD")


def test_a_partial_clone_says_so(shop: Path, tmp_path: Path) -> None:
    git(shop, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    origin = shop.as_uri()
    subprocess.run(
        ["git", "clone", "--quiet", "--filter=blob:none", "--no-checkout", origin, str(clone)],
        check=True,
        capture_output=True,
    )
    git(clone, "config", "remote.origin.url", "nowhere")
    with pytest.raises(UnknownRevision):
        before(str(clone), "HEAD")


def test_no_program_that_the_repository_names_is_run(shop: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    for setting in ("core.fsmonitor", "filter.all.clean", "filter.all.smudge", "diff.all.textconv", "core.pager"):
        git(shop, "config", setting, str(program))
    (shop / ".gitattributes").write_text("*.py filter=all diff=all\n")
    (shop / "shop" / "models.py").write_text("a = 3\n")
    (tmp_path / "ran").unlink(missing_ok=True)
    assert len(before(str(shop), "HEAD")) == 1
    assert not (tmp_path / "ran").exists()


def test_inside_of_a_hook(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "shop" / "models.py").write_text("a = 3\n")
    monkeypatch.setenv("GIT_DIR", ".git")
    assert [*before(str(shop / "shop"), "HEAD")] == [str(shop / "shop" / "models.py")]


def test_a_project_as_it_was(shop: Path) -> None:
    (shop / "shop" / "gone.py").unlink()
    (shop / "shop" / "new.py").write_text("")
    shutil.rmtree(shop / "shop" / "__pycache__", ignore_errors=True)
    commit(shop, {"apps/one/signals.py": ""})
    shutil.rmtree(shop / "apps")
    files = Project(str(shop), Options()).with_unsaved(before(str(shop), "HEAD")).files
    assert str(shop / "apps" / "one" / "signals.py") in files.paths
    assert "apps" in files.entries(str(shop))
    assert files.is_file(str(shop / "apps" / "one" / "signals.py"))
    then = Project(str(shop), Options()).with_unsaved(before(str(shop), "HEAD~1")).files
    assert str(shop / "shop" / "new.py") not in then.paths
    assert then.entries(str(shop / "shop")) == {"models.py", "gone.py"}
    assert not then.is_file(str(shop / "shop" / "new.py"))
    assert then.content(str(shop / "shop" / "new.py")) == b""
