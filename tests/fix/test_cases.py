"""Fixes of awkward layouts, to the letter; and of every case that there is: what holds of each."""

from collections import Counter
from pathlib import Path

import pytest

from flake8_signals.lint.run import check_file
from flake8_signals.options import Options
from flake8_signals.rules import all_rules
from tests.support.examples import CASES, case, every_case, name_of, write
from tests.support.fixing import mended

CODES = {rule.slug().replace("-", "_"): rule.code for rule in all_rules()}


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.fixed.py")), ids=name_of)
def test_the_layout_is_kept(path: Path, tmp_path: Path) -> None:
    example = case(path.with_name(path.name.replace(".fixed.py", ".py")))
    files, outcome = mended(tmp_path, example.all_files, CODES[path.parent.name])
    assert files["shop/signals.py"] == path.read_text(encoding="utf-8")
    assert not outcome.refused


@pytest.mark.parametrize("path", every_case(), ids=name_of)
def test_fixing_twice_is_fixing_once(path: Path, tmp_path: Path) -> None:
    once, outcome = mended(tmp_path / "once", case(path).all_files, CODES[path.parent.name])
    targets = {violation.fix.path or violation.path for violation in outcome.fixed if violation.fix is not None}
    assert outcome.changes.keys() == targets
    for change in outcome.changes.values():
        compile(change.after, "<fixed>", "exec")
    if outcome.fixed:
        again, then = mended(tmp_path / "again", once, CODES[path.parent.name])
        assert again == once
        # What is left is what could not be fixed: the finding of each fix that was made is gone.
        assert not then.fixed
        assert [reason for _, reason in then.refused] == [reason for _, reason in outcome.refused]
        assert len(then.unfixable) == len(outcome.unfixable)


def counted(folder: Path, files: dict[str, str]) -> Counter[str]:
    """How often each rule that is on by default finds something in the files of a project."""
    write(folder, files)
    return Counter(
        violation.code
        for name, text in files.items()
        if name.endswith(".py")
        for violation in check_file(str(folder / name), text, Options(no_cache=True))
    )


@pytest.mark.parametrize("path", every_case(), ids=name_of)
def test_no_fix_brings_a_finding(path: Path, tmp_path: Path) -> None:
    files, code = case(path).all_files, CODES[path.parent.name]
    after, outcome = mended(tmp_path / "mended", files, code)
    if outcome.fixed:
        assert not counted(tmp_path / "after", after) - counted(tmp_path / "before", files)
