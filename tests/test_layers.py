"""The modules keep to their layers: import-linter's contracts, as pyproject.toml has them."""

import subprocess
import sys
from pathlib import Path

from tests.support.commands import ROOT


def test_import_linter_keeps_every_contract() -> None:
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
