"""flake8's choice of files."""

from __future__ import annotations

import fnmatch
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence


def files_of(options: Namespace) -> Iterator[str]:
    """The result of flake8's ``expand_paths``, several times faster: files without signals need little else."""
    is_wanted = _matcher(options.filename) if options.filename else bool
    excluded = (*options.exclude, *options.extend_exclude)
    matches, matches_whole = _matcher(excluded), _matcher([*filter(_is_about_folders, excluded)])
    for given in options.filenames or ["."]:
        shown = options.stdin_display_name if given == "-" else given
        name = os.path.basename(shown)
        is_excluded = (name not in {".", ".."} and matches(name)) or matches_whole(os.path.abspath(shown))
        if is_excluded and (given, shown) != ("-", "stdin"):
            continue
        if not os.path.isdir(given):
            yield given
            continue
        failed: list[OSError] = []
        for folder, folders, names in os.walk(given, onerror=failed.append):
            above = os.path.abspath(folder)
            folders[:] = [name for name in folders if not (matches(name) or matches_whole(f"{above}{os.sep}{name}"))]
            for name in names:
                path = os.path.join(folder, name)
                if is_wanted(path) and not (matches(name) or matches_whole(f"{above}{os.sep}{name}")):
                    yield path
        # A folder that cannot be listed is linted as if it were a file, which says why.
        yield from (error.filename for error in failed)


def _is_about_folders(pattern: str) -> bool:
    """Whether a pattern may match a path by more than its last part."""
    return os.sep in pattern or "/" in pattern or any(sign in pattern[1:] for sign in "*?[") or pattern[:1] in "?["


def _matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """``flake8.utils.fnmatch`` for all of these patterns at once."""
    if not patterns:
        return lambda _: False
    one_of = re.compile("|".join(fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns))
    return lambda name: one_of.match(os.path.normcase(name)) is not None
