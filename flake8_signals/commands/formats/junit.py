"""JUnit's XML, which every CI server reads: a failed test for each finding; if there is none, one that has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from flake8_signals.commands.report import level, link, name, place, visible

if TYPE_CHECKING:
    from flake8_signals.commands.report import Report


def render(report: Report) -> str:
    """The text of the document."""
    counts = {"tests": str(len(report.findings) or 1), "failures": str(len(report.findings)), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "flake8-signals", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "flake8-signals", **counts})
    for finding in report.findings:
        path = visible(place(finding.path))
        case = ET.SubElement(
            suite,
            "testcase",
            {
                "classname": path.removesuffix(".py").replace("/", "."),
                "name": f"{finding.code} {name(finding.code)} at line {finding.line}",
                "file": path,
                "line": str(finding.line),
            },
        )
        message = visible(finding.message)
        failure = ET.SubElement(case, "failure", {"message": message, "type": level(finding.code)})
        at = f"{path}:{finding.line}:{finding.column + 1}: {finding.code} {message}"
        failure.text = "\n".join(filter(None, [at, visible(report.line(finding)).strip(), link(finding.code)]))
    if not report.findings:
        ET.SubElement(suite, "testcase", {"classname": "flake8-signals", "name": "nothing found"})
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"
