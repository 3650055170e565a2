"""Each way to import a module as Django starts is seen, and none is taken for one that is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_signals.lint.run import check_file
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from tests.project.ways_to_start import BASE, WAYS

OPTIONS = Options(no_cache=True)

UNDECIDED = {
    "config_base_in_try",  # by an import that may fail
    "dunder_all_getattr",  # by what an import asks a module for
    "enum_like",  # by the subclasses that there are
    "exec",
    "handed_to_map",  # by what another library does with a function
    "import_module_library_part",  # by what another library holds
    "import_module_part_known_in_one_branch",  # by what the environment holds
    "iterate_app_configs",  # by the names of all apps
    "import_module_loop_attribute",  # by what an attribute of the class holds
    "import_module_unknown_part",  # by what the environment holds
}
"""Those that the text does not settle: nothing is said of them."""

CONNECTED = """
import django
django.setup()
from django.db.models.signals import post_save
print(any(getattr(found[1](), "__module__", "") == "shop.signals" for found in post_save.receivers))
"""


def written(folder: Path, way: str) -> Path:
    for name, text in {**BASE, **WAYS[way][1]}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_what_is_said_of_it(way: str, tmp_path: Path) -> None:
    root = written(tmp_path, way)
    codes = {
        violation.code for path in root.rglob("*.py") for violation in check_file(str(path), path.read_text(), OPTIONS)
    }
    connections = Project(str(root), OPTIONS).index.connections
    states = {c.loading.state for c in connections if c.receiver_path == "shop.signals.ship"}
    if WAYS[way][0]:
        assert not codes & {"SIG002", "SIG104"}
        assert states == {"unknown"} if way in UNDECIDED else states <= {"ready", "import"}
    else:
        assert codes & {"SIG002", "SIG104"}
        assert states.isdisjoint({"ready", "import"})


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_what_django_does(way: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(written(tmp_path, way))}
    command = [sys.executable, "-W", "ignore", "-c", CONNECTED]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == str(WAYS[way][0])
