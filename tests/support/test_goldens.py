"""The goldens of the bundled example: the same as themselves, and not the same as others."""

import shutil
from pathlib import Path

import pytest

from tests.support.commands import EXAMPLE, ROOT, run


@pytest.mark.slow
def test_goldens_differ_where_a_file_does(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "projects" / "example", ignore=shutil.ignore_patterns("__pycache__"))
    frozen = run("tests.support.goldens", "freeze", str(tmp_path / "projects"), str(tmp_path / "old"), folder=ROOT)
    assert frozen.returncode == 0, frozen.stderr
    written = {path.name for path in (tmp_path / "old" / "example").iterdir()}
    assert written == {"alone.txt", "cached.txt", "check.txt", "fix.diff", "map.json"}
    assert "SIG004" in (tmp_path / "old" / "example" / "check.txt").read_text()
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    compared = ["compare", str(tmp_path / "old"), str(tmp_path / "new")]
    same = run("tests.support.goldens", *compared, folder=ROOT)
    assert (same.returncode, same.stdout.count("differs")) == (0, 0)
    (tmp_path / "new" / "example" / "map.json").write_text("{}\n")
    different = run("tests.support.goldens", *compared, folder=ROOT)
    assert different.returncode == 1
    assert different.stdout.startswith("differs: example/map.json\n")
