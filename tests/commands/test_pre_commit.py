"""The pre-commit hook sees what a commit does to the files that it does not touch."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
MANIFEST = {hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())}

# As they ship, but from this environment.
HOOK = MANIFEST["flake8-signals"] | {"language": "system"}
FIX_HOOK = MANIFEST["flake8-signals-fix"] | {"language": "system"}
FLAKE8 = {"id": "flake8", "name": "flake8", "language": "system", "entry": "flake8 --select SIG", "types": ["python"]}


class Repository:
    """A git repository with one hook installed."""

    def __init__(self, folder: Path, hook: dict[str, Any]) -> None:
        self.folder = folder
        scripts = str(Path(sys.executable).parent)
        git = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        home = {"PRE_COMMIT_HOME": str(folder.with_name("pre-commit")), "PRE_COMMIT_COLOR": "never"}
        self.environment = inherited | git | home | {"PATH": scripts + os.pathsep + os.environ["PATH"]}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]}))
        for command in (["git", "init", "--quiet"], ["pre-commit", "install"]):
            self._run(*command).check_returncode()

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def commit(self) -> str | None:
        """Commit all that has changed: None where that went through, else what the hook said against it."""
        self._run("git", "add", "--all").check_returncode()
        committed = self._run("git", "commit", "--quiet", "--message", "a change")
        return committed.stdout + committed.stderr if committed.returncode else None


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose only app is wired as it should be."""
    files = {
        "manage.py": "",
        "shop/__init__.py": "",
        "shop/models.py": """
            from django.db import models

            class Order(models.Model):
                pass
        """,
        "shop/apps.py": """
            from django.apps import AppConfig

            class ShopConfig(AppConfig):
                name = "shop"

                def ready(self):
                    from . import signals
        """,
        "shop/signals.py": """
            from django.db.models.signals import post_save
            from django.dispatch import receiver

            from . import services
            from .models import Order

            @receiver(post_save, sender=Order)
            def on_order_saved(sender, instance, **kwargs):
                services.ship(instance)
        """,
        "shop/services.py": """
            def ship(order):
                print("shipped", order)
        """,
    }
    folder = tmp_path / "project"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip())
    return folder


def take_out_the_import(project: Path) -> None:
    config = project / "shop" / "apps.py"
    kept, found, _ = config.read_text().partition("\n    def ready")
    assert found
    config.write_text(kept)


def delete_the_config(project: Path) -> None:
    (project / "shop" / "apps.py").unlink()


@pytest.mark.parametrize("break_wiring", [take_out_the_import, delete_the_config])
def test_our_hook_stops_the_commit(project: Path, break_wiring: Callable[[Path], None]) -> None:
    repository = Repository(project, HOOK)
    assert repository.commit() is None
    break_wiring(project)
    said = repository.commit()
    assert said is not None
    assert "SIG002" in said
    assert "signals.py" in said


def test_flake8s_hook_lets_it_through_for_it_is_given_the_changed_files_alone(project: Path) -> None:
    repository = Repository(project, FLAKE8)
    assert repository.commit() is None
    take_out_the_import(project)
    assert repository.commit() is None
    with (project / "shop" / "signals.py").open("a") as signals:
        signals.write("\n\n# touched\n")
    said = repository.commit()
    assert said is not None
    assert "SIG002" in said


def test_the_hook_that_fixes_stops_the_commit_that_it_has_changed(project: Path) -> None:
    repository = Repository(project, FIX_HOOK)
    assert repository.commit() is None
    signals = project / "shop" / "signals.py"
    signals.write_text("from django.dispatch import Signal\n\npaid = Signal(providing_args=['order'])\n")
    said = repository.commit()
    assert said is not None
    assert "SIG005 1" in said
    assert signals.read_text().endswith("paid = Signal()\n")
    assert repository.commit() is None


@pytest.mark.parametrize(
    ("what", "file"), [("manifest", ".pre-commit-hooks.yaml"), ("config", ".pre-commit-config.yaml")]
)
def test_pre_commit_accepts_our_files(what: str, file: str) -> None:
    pre_commit = Path(sys.executable).with_name("pre-commit")
    checked = subprocess.run(
        [pre_commit, f"validate-{what}", REPOSITORY / file], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
