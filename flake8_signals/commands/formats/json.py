"""For programs: a list of findings, with everything that is known about each."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from flake8_signals.commands.report import level, link, name, topic

if TYPE_CHECKING:
    from flake8_signals.commands.report import Report


def render(report: Report) -> str:
    """The text of all findings."""
    found = [
        {
            "path": finding.path.replace(os.sep, "/"),
            "line": finding.line,
            "column": finding.column + 1,
            "code": finding.code,
            "name": name(finding.code),
            "topic": topic(finding.code),
            "level": level(finding.code),
            "message": finding.message,
            "fix": finding.fixable or None,
            "url": link(finding.code),
            "fingerprint": report.fingerprints[index],
        }
        for index, finding in enumerate(report.findings)
    ]
    return json.dumps(found, indent=2) + "\n"
