"""Git repositories for tests."""

import os
import subprocess
from pathlib import Path

from tests.support.commands import write


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, with nobody's settings, and return what it prints."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        settings.update({f"GIT_{who}_NAME": "A", f"GIT_{who}_EMAIL": "a@example.com"})
    finished = subprocess.run(
        ["git", "-C", str(folder), *arguments], env=settings, capture_output=True, check=True, encoding="utf-8"
    )
    return finished.stdout


def repository(folder: Path, files: dict[str, str]) -> Path:
    """Make a repository with one commit of these files, on the branch ``main``."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return commit(folder, files)


def commit(folder: Path, files: dict[str, str]) -> Path:
    """Write these files and commit everything that has changed."""
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=A change")
    return folder
