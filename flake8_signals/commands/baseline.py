"""``check --suggest-config`` and ``check --add-noqa``: two ways for an existing project to start."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import tokenize
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from flake8_signals.files.reading import content_of
from flake8_signals.files.saying import printable
from flake8_signals.fix.change import Change, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_signals.commands.flake8_host.run import Run
    from flake8_signals.rule import Violation

_SPEAKS_OF_SIGNALS = re.compile("signal|receiver|handler|listener|subscriber|hook")
_HAS_ANOTHER_PURPOSE = frozenset(
    "__init__ admin apps forms managers middleware models serializers settings tasks urls utils views".split()
)


def add_options(manager: Any) -> None:
    """Register the options of ``check`` in addition to flake8's own."""
    manager.add_option(
        "--suggest-config",
        action="store_true",
        help="Instead of violations, print the shortest configuration under which there are none.",
    )
    manager.add_option(
        "--add-noqa",
        action="store_true",
        help="Instead of printing violations, write a noqa comment for each. No comment is removed.",
    )


def suggest_config(run: Run) -> int:
    """Print the shortest ``signals-modules`` and ``per-file-ignores`` that make the run clean.

    The exit status is 1 if a file cannot be read or parsed, which no configuration can help.
    """
    found, at_fault = _split(run.findings())
    modules = (*run.signals.signals_modules, *_modules(found))
    if modules != run.signals.signals_modules:
        found, at_fault = _split(run.findings(run.signals._replace(signals_modules=modules)))
    ignores = dict(run.per_file_ignores())
    for path, violations in _by_file(found).items():
        # Of several patterns that match a file, flake8 uses the longest only.
        ignores[_pattern(path)] = sorted({*run.ignored_in(path), *(violation.code for violation in violations)})
    write = _as_toml if run.has_table else _as_ini
    if modules != run.signals.signals_modules or found:
        sys.stdout.write(write(modules if modules != run.signals.signals_modules else (), ignores if found else {}))
    _complain(at_fault)
    return int(bool(at_fault))


def add_noqa(run: Run) -> int:
    """Write a ``noqa`` comment for every violation.

    The exit status is 1 if violations remain, which are printed on standard error; 2 if there is no file to write to.
    """
    if "-" in run.options.filenames:
        sys.stderr.write("flake8-signals check: error: --add-noqa cannot write to standard input\n")
        return 2
    found, left = _split(run.findings())
    for path, violations in _by_file(found).items():
        left += _silence(run, path, violations)
    _complain(left)
    return int(bool(left))


def _split(found: Iterable[Violation]) -> tuple[list[Violation], list[Violation]]:
    """The violations, and the files that could not be linted."""
    findings: list[Violation] = []
    at_fault: list[Violation] = []
    for violation in found:
        (findings if violation.code.startswith("SIG") else at_fault).append(violation)
    return findings, at_fault


def _by_file(violations: Iterable[Violation]) -> dict[str, list[Violation]]:
    found = defaultdict(list)
    for violation in violations:
        found[violation.path].append(violation)
    return found


def _complain(violations: Iterable[Violation]) -> None:
    for violation in violations:
        place = f"{printable(violation.path)}:{violation.line}:{violation.column + 1}"
        sys.stderr.write(f"{place}: {violation.code} {violation.message}\n")


def _modules(violations: Iterable[Violation]) -> list[str]:
    """The names that the project gives to the modules and packages of its receivers.

    A name counts if it says so itself, or if several modules share it and Django does not use it otherwise.
    """
    paths = {violation.path for violation in violations if violation.code == "SIG001"}
    names = {path: os.path.splitext(os.path.basename(path))[0] for path in sorted(paths)}
    times = Counter(names.values())
    found = []
    for path, name in names.items():
        package = os.path.basename(os.path.dirname(path))
        if _SPEAKS_OF_SIGNALS.search(package):
            found.append(package)
        elif _SPEAKS_OF_SIGNALS.search(name) or (times[name] > 1 and name not in _HAS_ANOTHER_PURPOSE):
            found.append(name)
    return [*dict.fromkeys(found)]


def _pattern(path: str) -> str:
    """The pattern for ``per-file-ignores`` that matches only this file."""
    relative = os.path.relpath(path)
    plain = re.sub(r"[\s:,]", "?", re.sub(r"([\[*?])", r"[\1]", relative))
    return plain if os.path.dirname(relative) else os.path.join(os.curdir, plain)


def _as_ini(modules: Sequence[str], ignores: dict[str, list[str]]) -> str:
    lines = ["[flake8]"]
    if modules:
        lines.append(f"signals-modules = {', '.join(modules)}")
    if ignores:
        lines += ["per-file-ignores =", *(f"    {pattern}: {', '.join(codes)}" for pattern, codes in ignores.items())]
    return "\n".join([*lines, ""])


def _as_toml(modules: Sequence[str], ignores: dict[str, list[str]]) -> str:
    lines = ["[tool.flake8-signals]"]
    if modules:
        lines.append(f"signals-modules = {json.dumps(modules)}")
    if ignores:
        entries = (f"{json.dumps(pattern)} = {json.dumps(codes)}" for pattern, codes in ignores.items())
        lines += ["", "[tool.flake8-signals.per-file-ignores]", *entries]
    return "\n".join([*lines, ""])


def _silence(run: Run, path: str, violations: Sequence[Violation]) -> Sequence[Violation]:
    """Write the comments for one file, and return the violations that no comment silences."""
    content = content_of(path)
    text, encoding = _decode(content)
    written = [*io.StringIO(text, newline="")]  # with their own line ends
    lines = [line.rstrip("\r\n") + "\n" for line in written]
    codes = defaultdict(set)
    for violation in violations:
        codes[violation.line].add(violation.code)
    noted = run.with_noqa(path, lines, codes)
    if _without_comments(noted) != _without_comments(lines):  # what looks like a comment is part of a string
        return violations
    after = "".join(new.rstrip("\n") + old[len(old.rstrip("\r\n")) :] for new, old in zip(noted, written, strict=True))
    try:
        save(path, Change(content, after.encode(encoding)))
    except OSError as error:
        sys.stderr.write(f"{printable(path)}: cannot be written: {error.strerror or error}\n")
        return violations
    return run.reported(path, noted, violations)


def _decode(content: bytes) -> tuple[str, str]:
    """A file's text as flake8 decodes it, but with its own line ends, and its encoding."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding), encoding
    except (SyntaxError, UnicodeError, LookupError):
        return content.decode("latin-1"), "latin-1"


def _without_comments(lines: Sequence[str]) -> list[tuple[int, str]]:
    tokens = tokenize.generate_tokens(iter(lines).__next__)
    return [(token.type, token.string) for token in tokens if token.type != tokenize.COMMENT]
