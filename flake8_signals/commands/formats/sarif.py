"""SARIF 2.1.0, for GitHub's code scanning and other services, and for editors.

No library: those on PyPI that build SARIF are unmaintained or bring pydantic along, for what is one nested dictionary.
"""

from __future__ import annotations

import json
import os
import re
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flake8_signals import REPOSITORY, __version__
from flake8_signals.commands.report import level, name, place, rules, top, worst_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_signals.commands.report import Report, Suggestion
    from flake8_signals.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

MOST_RESULTS = 25_000
"""How many results of a run GitHub accepts."""

_ROOT = "%SRCROOT%"


def render(report: Report) -> str:
    """The text of the log; what is too much for GitHub is left out, the least important first."""
    chosen = sorted(islice(worst_first(report), MOST_RESULTS))
    if len(chosen) < len(report.findings):
        left_out = len(report.findings) - len(chosen)
        sys.stderr.write(f"flake8-signals check: GitHub takes {len(chosen)} results: {left_out} are left out\n")
    codes = sorted({report.findings[index].code for index in chosen})
    described = [_rule(rules()[code]) if code in rules() else {"id": code, "name": name(code)} for code in codes]
    run = {
        "tool": {
            "driver": {
                "name": "flake8-signals",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": REPOSITORY,
                "rules": described,
            }
        },
        "originalUriBaseIds": {_ROOT: {"uri": Path(top()).as_uri() + "/"}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, index, codes) for index in chosen],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    documentation = rule.documentation()
    why = documentation.partition("## Why is this bad?\n")[2].partition("\n## ")[0]
    return {
        "id": rule.code,
        "name": rule.slug(),
        "shortDescription": {"text": _plain(rule.summary())},
        "fullDescription": {"text": _plain(" ".join(why.split()))[:1024] or _plain(rule.summary())},
        "help": {"text": _plain(documentation), "markdown": documentation},
        "helpUri": rule.link(),
        "defaultConfiguration": {"level": rule.level(), "enabled": not rule.opt_in},
        "properties": {
            "tags": ["django", "signals", rule.topic()],
            "precision": "high",
            "problem.severity": {"note": "recommendation"}.get(rule.level(), rule.level()),
        },
    }


def _plain(markdown: str) -> str:
    return re.sub(r"```\w*\n?|`+", "", markdown)


def _result(report: Report, index: int, codes: list[str]) -> dict[str, Any]:
    finding = report.findings[index]
    result = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": level(finding.code),
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _file(finding.path),
                    "region": {"startLine": finding.line, "startColumn": finding.column + 1},
                }
            }
        ],
        "partialFingerprints": {"flake8Signals/v1": report.fingerprints[index]},
    }
    suggestion = report.suggestions.get(finding)
    if suggestion is not None:
        result["fixes"] = [_fix(suggestion)]
    return result


def _fix(suggestion: Suggestion) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {
                "startLine": stretch.line,
                "startColumn": stretch.column,
                "endLine": stretch.end_line,
                "endColumn": stretch.end_column,
            },
            "insertedContent": {"text": stretch.text},
        }
        for stretch in suggestion.replacements
    ]
    return {
        "description": {"text": "What `flake8-signals fix` does."},
        "artifactChanges": [{"artifactLocation": _file(suggestion.path), "replacements": replacements}],
    }


def _file(path: str) -> Mapping[str, str]:
    found = place(path)
    if os.path.isabs(found):
        return {"uri": Path(found).as_uri()}
    return {"uri": quote(os.fsencode(found)), "uriBaseId": _ROOT}
