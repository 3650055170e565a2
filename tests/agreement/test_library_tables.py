"""What the tables say of other libraries is what those have: `python -m pytest -m agreement` installs and asks them."""

import json
import os
import subprocess

import pytest

from flake8_signals.knowledge import libraries
from tests.agreement.driver import HERE, REAL, MissingInterpreterError, Project

PROGRAM = """
import json, sys
import django
from django.apps import AppConfig
from django.utils.module_loading import import_string
django.setup()
print(json.dumps([name for name in sys.argv[1:] if import_string(name).ready is AppConfig.ready]))
"""

FIND_SIGNALS = """
import sys
import django
from django.dispatch import Signal
from django.utils.module_loading import import_string
django.setup()
sys.exit(" ".join(name for name in sys.argv[1:] if type(import_string(name)) is not Signal))
"""


@pytest.mark.agreement
@pytest.mark.parametrize(
    "project", [p for p in REAL if any(name.startswith(f"{p.name}.") for name in libraries.SIGNALS)], ids=str
)
def test_signals_are_djangos(project: Project, pytestconfig: pytest.Config) -> None:
    try:
        interpreter = project.interpreter(pytestconfig.cache.mkdir("agreement"))
    except MissingInterpreterError as error:
        pytest.skip(str(error))
    listed = sorted(name for name in libraries.SIGNALS if name.startswith(f"{project.name}."))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": f"settings_{project.name}", "PYTHONPATH": str(HERE)}
    ended = subprocess.run(
        [interpreter, "-W", "ignore", "-c", FIND_SIGNALS, *listed], env=environment, stderr=subprocess.PIPE, check=False
    )
    assert not ended.stderr.strip()


@pytest.mark.agreement
@pytest.mark.parametrize("project", [p for p in REAL if p.name in ("wagtail", "oscar", "nautobot")], ids=str)
def test_configurations_to_inherit_from_have_a_ready(project: Project, pytestconfig: pytest.Config) -> None:
    try:
        interpreter = project.interpreter(pytestconfig.cache.mkdir("agreement"))
    except MissingInterpreterError as error:
        pytest.skip(str(error))
    listed = [name for name in libraries.CONFIGS_WITH_READY if name.startswith(f"{project.name}.")]
    old = {"nautobot.extras.plugins.PluginConfig"}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": f"settings_{project.name}", "PYTHONPATH": str(HERE)}
    ended = subprocess.run(
        [interpreter, "-W", "ignore", "-c", PROGRAM, *sorted({*listed} - old)],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert listed
    assert json.loads(ended.stdout) == []
