"""What the map has as connected at start-up is what Django has connected, and by nothing that it leaves out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_signals.lint.run import check_file
from flake8_signals.options import Options
from flake8_signals.project.connections import Connection
from flake8_signals.project.project import Project
from tests.project.connected_at_start import CASES

OPTIONS = Options(no_cache=True)

NEVER = {
    "config_without_appconfig": "SIG104",
    "plain_class_in_apps": "SIG104",
    "two_configurations": "SIG104",
    "ready_that_is_a_coroutine": "SIG112",
    "ready_beside_the_class": "SIG112",
}
"""What is said, and it alone, where a ``ready()`` never runs."""

PERHAPS = {
    "app_that_the_settings_of_its_package_leave_out",
    "connected_in_development_alone",
    "connected_where_a_setting_says_so",
}
"""What may be connected, and is not with these settings."""

RECEIVERS = """
import gc, json, sys
import django
from django.dispatch import Signal
from weakref import ReferenceType

django.setup()

def name(found):
    function = getattr(found, "__func__", found)
    return f"{function.__module__}.{function.__qualname__}"

objects = gc.get_objects()
by_id = {id(found): found for found in objects}
named = {}
for module in list(sys.modules.values()):
    for key, value in list(vars(module).items()):
        if isinstance(value, Signal):
            named.setdefault(id(value), key)
found = []
for signal in [found for found in objects if isinstance(found, Signal)]:
    for (_, sender), receiver, *_ in signal.receivers:
        receiver = receiver() if isinstance(receiver, ReferenceType) else receiver
        if receiver is not None:
            kind = by_id.get(sender)
            kind = kind if kind is None or isinstance(kind, type) else type(kind)
            found.append((name(receiver), named.get(id(signal)), kind and kind.__name__))
print(json.dumps(found))
"""


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def row(connection: Connection) -> tuple[str, str, str | None]:
    return (connection.receiver_path, connection.signal_path, connection.sender_path)


@pytest.mark.parametrize("case", CASES)
def test_the_map_has_it(case: str, tmp_path: Path) -> None:
    root = written(tmp_path, CASES[case].files)
    connections = Project(str(root), OPTIONS).index.connections
    codes = {
        violation.code for path in root.rglob("*.py") for violation in check_file(str(path), path.read_text(), OPTIONS)
    }
    if case in NEVER:
        assert {code for code in codes if code.startswith(("SIG0", "SIG1"))} == {NEVER[case]}
        assert {c.loading.state for c in connections} <= {"never", "lazy"}
    elif case in PERHAPS:
        assert {c.loading.state for c in connections} == {"unknown"}
    else:
        assert {row(c) for c in connections if c.loading.state in ("ready", "import", "unknown")} == CASES[
            case
        ].connected
        assert codes.isdisjoint({"SIG002", "SIG104"})


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_django_has_it(case: str, tmp_path: Path) -> None:
    library = written(tmp_path / "installed", CASES[case].library)
    root = written(tmp_path / "project", CASES[case].files)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "settings",
        "PYTHONPATH": os.pathsep.join([str(root), str(library)]),
    }
    command = [sys.executable, "-W", "ignore", "-c", RECEIVERS]
    ended = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    connected = {
        (receiver, signal, sender)
        for receiver, signal, sender in json.loads(ended.stdout)
        if not receiver.startswith("django.")
    }
    expected = {
        (receiver, signal.rpartition(".")[2], sender and sender.rpartition(".")[2])
        for receiver, signal, sender in CASES[case].connected
    }
    untold = {(receiver, signal) for receiver, signal, sender in expected if sender == "?"}
    assert {(*found[:2], "?" if found[:2] in untold else found[2]) for found in connected} == expected
