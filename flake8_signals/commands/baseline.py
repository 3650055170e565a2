"""``check --suggest-config`` and ``check --add-noqa``: two ways for an existing project to start."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import tokenize
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from flake8_signals.commands.report import level, number
from flake8_signals.files.reading import content_of
from flake8_signals.files.saying import printable
from flake8_signals.fix.change import Change, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_signals.commands.flake8_host.run import Run
    from flake8_signals.rule import Violation

_SPEAKS_OF_SIGNALS = re.compile(
    "(?:^|_)(?:signal|receiver|handler|listener|subscriber|observer|watcher|trigger|callback|hook)s?(?:_|$)"
)


def suggest_config(run: Run) -> int:
    """Print the shortest ``signals-modules`` and ``per-file-ignores`` that leave only what is broken.

    The exit status is 1 if anything is left: defects, or a file that cannot be read or parsed.
    """
    before = run.findings()
    found, defects, at_fault = _split(run, before)
    modules = (*run.signals.signals_modules, *_modules(found))
    if modules != run.signals.signals_modules:
        found, defects, at_fault = _split(run, run.findings(run.signals._replace(signals_modules=modules)))
    ignores = dict(run.per_file_ignores())
    for path, violations in _by_file(found).items():
        # Of several patterns that match a file, flake8 uses the longest only.
        ignores[_pattern(path)] = sorted({*run.ignored_in(path), *(violation.code for violation in violations)})
    write = _as_toml if run.has_table else _as_ini
    if modules != run.signals.signals_modules or found:
        sys.stdout.write(write(modules if modules != run.signals.signals_modules else (), ignores if found else {}))
    if not run.options.quiet:
        _say_what_is_silenced(before, [*defects, *at_fault], "silenced by this configuration")
    _complain(defects, at_fault)
    return int(bool(defects or at_fault))


def add_noqa(run: Run) -> int:
    """Write a ``noqa`` comment for every violation, unless something is broken there.

    The exit status is 1 if violations remain, which are printed on standard error; 2 if there is no file to write to.
    """
    if "-" in run.options.filenames:
        sys.stderr.write("flake8-signals check: error: --add-noqa cannot write to standard input\n")
        return 2
    before = run.findings()
    found, defects, left = _split(run, before)
    for path, violations in _by_file(found).items():
        left += _silence(run, path, violations)
    if not run.options.quiet:
        _say_what_is_silenced(before, [*defects, *left], "silenced by a comment")
    _complain(defects, left)
    return int(bool(defects or left))


def _split(run: Run, found: Iterable[Violation]) -> tuple[list[Violation], list[Violation], list[Violation]]:
    """The violations to silence, those that should be fixed instead, and the files that could not be linted."""
    findings: list[Violation] = []
    defects: list[Violation] = []
    at_fault: list[Violation] = []
    for violation in found:
        if not violation.code.startswith("SIG"):
            at_fault.append(violation)
        elif level(violation.code) == "error" and not run.options.with_defects:
            defects.append(violation)
        else:
            findings.append(violation)
    return findings, defects, at_fault


def _say_what_is_silenced(before: Sequence[Violation], left: Sequence[Violation], how: str) -> None:
    """Say on standard error how many violations are silenced now, by code."""
    silenced = Counter(violation.code for violation in before)
    silenced.subtract(violation.code for violation in left)
    counts = ", ".join(f"{code} {count}" for code, count in sorted(silenced.items()) if count > 0)
    number_of = number(sum(max(count, 0) for count in silenced.values()), "finding")
    sys.stderr.write(f"{number_of} {how}: {counts}\n" if counts else "nothing to silence\n")


def _by_file(violations: Iterable[Violation]) -> dict[str, list[Violation]]:
    found = defaultdict(list)
    for violation in violations:
        found[violation.path].append(violation)
    return found


def _complain(defects: Sequence[Violation], others: Iterable[Violation]) -> None:
    if defects:
        them = "this finding: it means" if len(defects) == 1 else f"these {len(defects)} findings: they mean"
        sys.stderr.write(f"fix {them} that something is broken (--with-defects silences all the same)\n")
    for violation in (*defects, *others):
        place = f"{printable(violation.path)}:{violation.line}:{violation.column + 1}"
        sys.stderr.write(f"{place}: {violation.code} {violation.message}\n")


def _modules(violations: Iterable[Violation]) -> list[str]:
    """The names that the project gives to the modules and packages of its receivers, if the names themselves say so.

    Any other name, however many modules share it, is about something else: ``views``, ``utils``, ``mail``.
    """
    found = []
    for path in sorted({violation.path for violation in violations if violation.code == "SIG001"}):
        folder, file = os.path.split(path)
        names = (os.path.basename(folder), os.path.splitext(file)[0])
        found += [name for name in names if _SPEAKS_OF_SIGNALS.search(name)][:1]
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
