"""Fixed files need no formatter: what is clean under ruff before is clean afterwards, for every fix."""

import subprocess
from collections import Counter
from pathlib import Path

from flake8_signals.rules import all_rules
from tests.support.cleanliness import RUFF, complaints
from tests.support.commands import write
from tests.support.examples import CASES, Example, case, documented
from tests.support.fixing import mended
from tests.support.readme import fix_of


def _examples() -> dict[str, tuple[str, Example]]:
    """The bad examples and the cases of the rules that have fixes: the code and the project, by a name."""
    found = {}
    for rule in (rule for rule in all_rules() if fix_of(rule)):
        blocks = documented(rule, "Example")
        cases = sorted((CASES / rule.slug().replace("-", "_")).glob("*.py"))
        blocks += [case(path) for path in cases if not path.name.endswith(".fixed.py")]
        found.update({f"{rule.code}-{number}": (rule.code, block) for number, block in enumerate(blocks)})
    return found


def test_fixed_files_need_no_formatter(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    examples = _examples()
    for name, (_, example) in examples.items():
        write(before / name, example.all_files)
    for command in (("check", "--select", "I,F401,F811", "--fix-only"), ("format",)):
        subprocess.run([*RUFF, *command, "--quiet", "--no-cache", "."], cwd=before, check=True)
    fixed: Counter[str] = Counter()
    changed = []
    for name, (code, example) in examples.items():
        texts = {file: (before / name / file).read_text(encoding="utf-8") for file in example.all_files}
        now, outcome = mended(after / name, texts, code)
        fixed.update(violation.code for violation in outcome.fixed)
        for file, text in now.items():
            if text != texts.get(file):
                write(after / name, {file: ""})
                (after / name / file).write_text(text, encoding="utf-8")
                changed.append(Path(name, file))
    unclean = complaints(before, [file for file in changed if (before / file).exists()])
    assert complaints(after, [file for file in changed if file not in unclean]) == {}
    assert len(changed) - len(unclean) >= 40
    assert sum(count > 1 for count in fixed.values()) >= 20
