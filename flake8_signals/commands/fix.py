"""The command ``flake8-signals fix``."""

from __future__ import annotations

import difflib
import os
import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from flake8_signals.commands.flake8_host.run import Run
from flake8_signals.commands.progress import Progress
from flake8_signals.files.decoding import decoded
from flake8_signals.files.prefilter import mentions_signals
from flake8_signals.files.reading import content_of, leads_outside
from flake8_signals.files.saying import printable
from flake8_signals.fix.change import remove_leftovers, save
from flake8_signals.fix.mend import Mender
from flake8_signals.lint import projects
from flake8_signals.lint.run import failure
from flake8_signals.rules import all_rules
from flake8_signals.syntax.parsing import UNPARSABLE, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flake8_signals.fix.change import Change
    from flake8_signals.fix.mend import Mended
    from flake8_signals.project.project import Project
    from flake8_signals.rule import Violation

STDIN = "-"

_UNFIXABLE = "there is no fix"
_UNSAFE = "--unsafe fixes it, which changes what the program does"

_PLACES = 3
"""How many places are told of findings with one code whose fixes one reason refuses."""

_BOLD, _CYAN, _GREEN, _RED, _PLAIN = b"\x1b[1m", b"\x1b[36m", b"\x1b[32m", b"\x1b[31m", b"\x1b[0m"
_COLOURS = {b"--- ": _BOLD, b"+++ ": _BOLD, b"@@": _CYAN, b"+": _GREEN, b"-": _RED}


def add_options(manager: Any) -> None:
    """Register the command's options in addition to flake8's own."""
    manager.parser.description = "Fix in place what can be fixed, unless that changes what the program does."
    manager.add_option("--diff", action="store_true", help="Only show what would change.")
    manager.add_option("--unsafe", action="store_true", help="Also apply fixes that change what the program does.")
    manager.parser.epilog = (
        "Exit status: 0 if done, whatever is left; 1 if --diff shows a change, or a file cannot be read, parsed or"
        " written; 2 for bad usage."
    )


def run(arguments: list[str]) -> int:
    """Fix (or show) what can be fixed in the files that flake8 chooses, and report what was done.

    The exit status is 1 if ``--diff`` shows something or a file cannot be read, parsed or written; else 0, whatever is
    left.
    """
    return _Fixing(Run("fix", arguments, add_options)).status()


class _Fixing:
    """One run of the command: messages for the user go to standard error, output for programs to standard output."""

    def __init__(self, host: Run) -> None:
        self.host = host
        self.only_shows: bool = host.options.diff
        self.failed = False
        self.changed = 0
        self.shown: dict[str, str] = {}
        self.fixed: Counter[str] = Counter()
        self.left: dict[tuple[str, str], list[str]] = {}  # by code and by why: where
        self.progress = Progress()

    def status(self) -> int:
        for project, paths in self._projects():
            mender = self._mender(project, partial(self._why_not, project.root))
            try:
                mended = mender.mend(paths)
            except Exception as error:  # noqa: BLE001 - no project may keep another from being fixed
                self._fail(project.root, failure(error)[3])
            else:
                self._finish(mended, self._save)
        if STDIN in self.host.files():
            self._standard_input()
        self.progress.close()
        if not self.host.options.quiet:
            self._summarise()
        return int(self.failed or (self.only_shows and self.changed > 0))

    # --- input ---

    def _projects(self) -> Iterator[tuple[Project, list[str]]]:
        """The readable files that mention signals, by project; each project is kept until the next one is asked for."""
        found: dict[str, list[str]] = {}
        files = self.host.files()
        if not self.only_shows:
            remove_leftovers(dict.fromkeys(os.path.dirname(os.path.abspath(path)) for path in files))
        for shown in files:
            if shown == STDIN:
                continue
            path = os.path.abspath(shown)
            self.shown[path] = shown
            self.progress.tick()
            if self._can_be_fixed(path):
                found.setdefault(projects.root_of(path, self.host.signals), []).append(path)
        for paths in found.values():
            yield projects.project_of(paths[0], self.host.signals), paths

    def _can_be_fixed(self, path: str) -> bool:
        try:
            content = content_of(path)
        except OSError as error:
            return self._fail(path, f"cannot be read: {error.strerror}")
        return mentions_signals(content) and self._parses(path, content)

    def _parses(self, path: str, content: bytes) -> bool:
        try:
            parsed(decoded(content))
        except UNPARSABLE as error:
            return self._fail(path, f"cannot be parsed: {str(error) or 'too much nesting'}")
        return True

    def _fail(self, path: str, message: str) -> bool:
        self.failed = True
        self._say(f"{self._name(path)}: {message}")
        return False

    def _name(self, path: str) -> str:
        """A path as the user gave it, or relative to the current folder."""
        return self.shown.get(path) or os.path.relpath(path)

    def _mender(self, project: Project, why_not: Callable[[str], str], *, placed: bool = True) -> Mender:
        def reported(path: str, lines: list[str], violations: list[Violation]) -> list[Violation]:
            return self.host.reported(self._name(path), lines, violations)

        def tick(_path: str) -> None:
            self.progress.tick()

        return Mender(project, reported, why_not, tick, unsafe=self.host.options.unsafe, placed=placed)

    def _why_not(self, root: str, path: str) -> str:
        """Why a file is not ours to change; empty if it is."""
        if self.host.excludes(path):
            return f"the file to change, {self._name(path)}, is excluded"
        if leads_outside(path, root):
            return f"the file to change, {self._name(path)}, is a link out of the project"
        return ""

    # --- fixing ---

    def _standard_input(self) -> None:
        content = sys.stdin.buffer.read()
        shown = self.host.options.stdin_display_name
        placed = shown != "stdin"
        path = os.path.abspath(shown if placed else "stdin.py")
        self.shown[path] = shown

        def why_not(changed: str) -> str:
            return "" if changed == path else f"the file to change, {self._name(changed)}, is not the one that is read"

        after = content
        if mentions_signals(content) and self._parses(path, content):
            project = projects.project_of(path, self.host.signals).with_unsaved({path: content})
            mended = self._mender(project, why_not, placed=placed).mend([path])
            self._finish(mended, lambda _path, _change: True)
            if path in mended.changes:
                after = mended.changes[path].after
        if not self.only_shows:
            sys.stdout.buffer.write(after)

    def _finish(self, mended: Mended, save: Callable[[str, Change], bool]) -> None:
        """Show or ``save`` the changes, and note what to report."""
        self.progress.clear()
        unsaved = set()
        for path, change in sorted(mended.changes.items()):
            if self.only_shows:
                self._show(path, change)
            elif not save(path, change):
                unsaved.add(path)
        self.changed += len(mended.changes.keys() - unsaved)
        unwritten = [v for v in mended.fixed if ((v.fix and v.fix.path) or v.path) in unsaved]
        self.fixed.update(v.code for v in mended.fixed)
        self.fixed -= Counter(v.code for v in unwritten)
        left = [(violation, _UNFIXABLE) for violation in mended.unfixable]
        left += [(violation, _UNSAFE) for violation in mended.unsafe]
        left += [(violation, "the file to change cannot be written") for violation in unwritten]
        for violation, why in [*left, *mended.refused]:
            where = f"{self._name(violation.path)}:{violation.line}"
            self.left.setdefault((violation.code, why), []).append(where)

    def _show(self, path: str, change: Change) -> None:
        name = _quoted(os.path.relpath(path))
        before, after = ((content or b"").splitlines(keepends=True) for content in change)
        lines = difflib.diff_bytes(
            difflib.unified_diff,
            before,
            after,
            name if change.before is not None else b"/dev/null",
            name,
            lineterm=b"\n",
        )
        for line in lines:
            end = b"" if line.endswith(b"\n") else b"\n\\ No newline at end of file\n"
            sys.stdout.buffer.write(self._coloured(line + end))
        sys.stdout.buffer.flush()

    def _coloured(self, line: bytes) -> bytes:
        colour = next((colour for start, colour in _COLOURS.items() if line.startswith(start)), b"")
        return colour + line.rstrip(b"\r\n") + _PLAIN + b"\n" if colour and self.host.is_coloured else line

    def _save(self, path: str, change: Change) -> bool:
        try:
            save(path, change)
        except OSError as error:
            return self._fail(path, f"cannot be written: {error.strerror or error}")
        return True

    # --- report ---

    def _say(self, line: str) -> None:
        self.progress.clear()
        sys.stderr.write(f"{printable(line)}\n")

    def _summarise(self) -> None:
        would = "would be " if self.only_shows else ""
        if self.fixed:
            files = _number(self.changed, "file")
            self._say(f"{_findings(self.fixed)} {would}fixed, {files} {would}changed: {_by_code(self.fixed)}")
        else:
            self._say("nothing to fix" if not self.failed else "nothing fixed")
        if self.left:
            count = sum(map(len, self.left.values()))
            self._say(f"{_number(count, 'finding')} left:")
            for line in _table(self.left):
                self._say(line)


def _quoted(name: str) -> bytes:
    """A file's name as git and patch read it in a diff: with quotes if it holds what a terminal acts upon."""
    if name.isprintable() and not name.startswith('"'):
        return os.fsencode(name)
    parts = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in os.fsencode(name))
    return f'"{"".join(parts)}"'.encode()


def _table(left: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[str]:
    """What is left, and why: the lines of a table."""
    names = {rule.code: rule.slug() for rule in all_rules()}
    rows = [("code", "rule", "count", "why")]
    for (code, why), places in sorted(left.items()):
        told = ""
        if why not in (_UNFIXABLE, _UNSAFE):
            others = len(places) - _PLACES
            told = f" ({', '.join(places[:_PLACES])}{f' and {others} more' if others > 0 else ''})"
        rows.append((code, names[code], str(len(places)), why + told))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for code, name, count, why in rows:
        yield f"  {code:{widths[0]}}  {name:{widths[1]}}  {count:>{widths[2]}}  {why}"


def _findings(counts: Mapping[str, int]) -> str:
    return _number(sum(counts.values()), "finding")


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _by_code(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
