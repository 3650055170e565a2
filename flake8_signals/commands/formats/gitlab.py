"""GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flake8_signals.commands.report import level, name, place

if TYPE_CHECKING:
    from flake8_signals.commands.report import Report

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report) -> str:
    """The text of the report."""
    found = [
        {
            "description": f"{finding.code} {finding.message}",
            "check_name": f"{finding.code} {name(finding.code)}",
            "fingerprint": report.fingerprints[index],
            "severity": _SEVERITIES[level(finding.code)],
            "location": {
                "path": place(finding.path),
                "positions": {"begin": {"line": finding.line, "column": finding.column + 1}},
                "lines": {"begin": finding.line, "end": finding.line},
            },
        }
        for index, finding in enumerate(report.findings)
    ]
    return json.dumps(found, indent=2) + "\n"
