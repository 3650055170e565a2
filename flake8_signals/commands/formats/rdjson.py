"""The Reviewdog Diagnostic Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.

Its columns count bytes of UTF-8.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flake8_signals import REPOSITORY
from flake8_signals.commands.report import level, link, place

if TYPE_CHECKING:
    from flake8_signals.commands.report import Report
    from flake8_signals.rule import Violation

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(report: Report) -> str:
    """The text of the report."""
    result = {
        "source": {"name": "flake8-signals", "url": REPOSITORY},
        "diagnostics": [_diagnostic(report, finding) for finding in report.findings],
    }
    return json.dumps(result, indent=2) + "\n"


def _diagnostic(report: Report, finding: Violation) -> dict[str, Any]:
    code = {"value": finding.code, "url": link(finding.code)}
    found: dict[str, Any] = {
        "message": finding.message,
        "location": {
            "path": place(finding.path),
            "range": {"start": _position(report, finding.path, finding.line, finding.column + 1)},
        },
        "severity": _SEVERITIES[level(finding.code)],
        "code": {key: value for key, value in code.items() if value},
    }
    suggestion = report.suggestions.get(finding)
    if suggestion is not None and place(suggestion.path) == place(finding.path):  # it is about this file by definition
        found["suggestions"] = [
            {
                "range": {
                    "start": _position(report, suggestion.path, stretch.line, stretch.column),
                    "end": _position(report, suggestion.path, stretch.end_line, stretch.end_column),
                },
                "text": stretch.text,
            }
            for stretch in suggestion.replacements
        ]
    return found


def _position(report: Report, path: str, line: int, column: int) -> dict[str, int]:
    before = report.text(path, line)[: column - 1]
    return {"line": line, "column": column + len(before.encode(errors="surrogatepass")) - len(before)}
