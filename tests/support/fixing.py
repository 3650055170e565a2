"""What the tests of fixes share: small projects, mended in memory."""

import re
from pathlib import Path

from flake8_signals.fix.mend import Mended, Mender
from flake8_signals.options import Options
from flake8_signals.project.project import Project
from tests.support.examples import Example, write

_IMPORTS = re.compile(r"(?:\n*(?:from|import) .*\n)*")


def mended(folder: Path, files: dict[str, str], *codes: str, unsafe: bool = True) -> tuple[dict[str, str], Mended]:
    """Write files into a folder, and fix what ``codes`` (or all) find there: what the files hold then, the outcome."""
    write(folder, files)
    project = Project(str(folder), Options(all_rules=not codes, selected=codes))
    mender = Mender(
        project,
        lambda _path, _lines, violations: [v for v in violations if not codes or v.code in codes],
        lambda _path: "",
        lambda _path: None,
        unsafe=unsafe,
    )
    outcome = mender.mend([str(folder / name) for name in files if name.endswith(".py")])
    changed = {Path(path).relative_to(folder).as_posix(): change.after for path, change in outcome.changes.items()}
    return files | {name: after.decode() for name, after in changed.items()}, outcome


def mended_example(folder: Path, example: Example, *codes: str, unsafe: bool = True) -> tuple[dict[str, str], Mended]:
    """Mend a documented example, within the small project that it is a part of."""
    return mended(folder, example.all_files, *codes, unsafe=unsafe)


def sorted_imports(text: str) -> str:
    """A file's text with the imports that it starts with sorted, for examples that are not in isort's order."""
    head = _IMPORTS.match(text)
    assert head is not None
    return "".join(sorted(line for line in head[0].splitlines(keepends=True) if line.strip())) + text[head.end() :]
