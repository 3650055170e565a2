"""The last line of ``check`` on a terminal: how much has been found, about what, and what can be fixed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flake8_signals.commands.report import number, topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_signals.rule import Violation


def summary(found: Sequence[Violation], files: int, since: str | None = None) -> str:
    """The line for these violations in so many files; ``since`` names the revision that they are new since."""
    new = f" new since {since}" if since else ""
    if not found:
        return f"Nothing{new or ' found'} in {number(files, 'file')}."
    with_findings = len({violation.path for violation in found})
    groups = Counter(topic(violation.code) for violation in found)
    by_group = ", ".join(f"{name} {count}" for name, count in sorted(groups.items(), key=lambda one: (-one[1], one[0])))
    fixable = Counter(violation.fixable for violation in found)
    mended = {
        (False, False): "",
        (True, False): f" `flake8-signals fix` mends {fixable['safe']:,}.",
        (False, True): f" `flake8-signals fix --unsafe` mends {fixable['unsafe']:,}.",
        (True, True): f" `flake8-signals fix` mends {fixable['safe']:,}, and {fixable['unsafe']:,} more with --unsafe.",
    }[bool(fixable["safe"]), bool(fixable["unsafe"])]
    return f"{number(len(found), 'finding')}{new} in {with_findings:,} of {number(files, 'file')}: {by_group}.{mended}"
