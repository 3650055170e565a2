"""``flake8-signals check --output-format``: what is printed for whom."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from flake8_signals.__main__ import main
from flake8_signals.commands.formats import FORMATS
from flake8_signals.commands.formats.github import MOST_ANNOTATIONS, _escaped
from flake8_signals.rules import all_rules
from tests.support.commands import FILES, flake8, flake8_signals, write
from tests.support.repository import repository

SHIP = "def ship(sender, instance):"
WIDE = 'def ship(sender, instance, 名="é"):'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return the folder of a project with two things wrong, in a repository, and another file that does not parse."""
    folder = repository(tmp_path / "shop", FILES)
    write(folder, {"shop/broken.py": "from django.dispatch import receiver\n@receiver(\n"})
    return folder


def said(folder: Path, form: str, *arguments: str) -> Any:
    """Return what a format prints, read as JSON."""
    finished = flake8_signals("check", "--output-format", form, *arguments, folder=folder)
    assert (finished.stderr, finished.returncode) == ("", 1)
    return json.loads(finished.stdout)


def applied(text: str, replacements: list[dict[str, Any]]) -> str:
    """Return a text after the replacements of a SARIF fix."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for replacement in reversed(replacements):
        region = replacement["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    return text


def test_text_is_what_flake8_prints(shop: Path) -> None:
    theirs = flake8("--select", "SIG,E9", folder=shop)
    ours = flake8_signals("check", "--output-format", "text", folder=shop)
    assert (ours.stdout, ours.returncode) == (theirs.stdout, theirs.returncode)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_every_format_names_every_finding_once(shop: Path, form: str) -> None:
    finished = flake8_signals("check", "--output-format", form, folder=shop)
    assert finished.returncode == 1
    for code in ("SIG001", "SIG004", "E999"):
        assert code in finished.stdout
    assert finished.stdout.endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
def test_a_clean_project(tmp_path: Path, form: str) -> None:
    write(tmp_path, {**FILES, "shop/signals.py": "", "shop/receivers.py": ""})
    finished = flake8_signals("check", "--output-format", form, folder=tmp_path)
    assert (finished.stderr, finished.returncode) == ("", 0)
    if form in {"text", "full", "github"}:
        assert finished.stdout == ""
    elif form == "junit":
        assert [suite.get("failures") for suite in ET.fromstring(finished.stdout)] == ["0"]
    else:
        assert json.loads(finished.stdout) is not None


def test_flake8s_ways_to_choose_and_to_write_still_work(shop: Path) -> None:
    (shop / "found.json").write_text("an older report")
    arguments = ["--output-file", "found.json", "--exit-zero", "--extend-ignore", "SIG001", "--exclude", "broken.py"]
    finished = flake8_signals("check", "--output-format", "json", *arguments, folder=shop)
    assert (finished.stdout, finished.returncode) == ("", 0)
    assert [finding["code"] for finding in json.loads((shop / "found.json").read_text())] == ["SIG004"]


def test_full(shop: Path) -> None:
    (shop / "shop" / "signals.py").write_text((shop / "shop" / "signals.py").read_text().replace(SHIP, WIDE))
    finished = flake8_signals("check", "--output-format", "full", "shop/signals.py", folder=shop)
    rule = next(rule for rule in all_rules() if rule.code == "SIG004")
    assert finished.stdout == (
        "shop/signals.py:7:5: SIG004 receiver 'ship' does not accept **kwargs: Django refuses to connect it when "
        "DEBUG is on, and calling it fails when it is off\n"
        f"7 | {WIDE}\n"
        "  |     ^\n"
        "  = add **kwargs to its parameters\n"
        "  = `flake8-signals fix` does that\n"
        f"  = {rule.link()}\n"
    )


def test_full_shows_nothing_that_a_terminal_would_obey(shop: Path) -> None:
    (shop / "shop" / "signals.py").write_text(
        (shop / "shop" / "signals.py").read_text().replace(SHIP, SHIP + "  # \x1b[2J\u202e")
    )
    finished = flake8_signals("check", "--output-format", "full", "--color=never", "shop/signals.py", folder=shop)
    assert "# \\x1b[2J\\u202e\n" in finished.stdout
    assert "\x1b" not in finished.stdout


def test_full_puts_the_caret_below_wide_letters_and_tabs(tmp_path: Path) -> None:
    text = FILES["shop/signals.py"].replace("@receiver(post_save, sender=Order)", "")
    text += "\n\n        if True:\n        \tship.名 = 1; post_save.connect(lambda sender, **kwargs: 1)\n"
    write(tmp_path, {**FILES, "shop/signals.py": text})
    finished = flake8_signals("check", "--output-format", "full", "--select", "SIG301", "shop", folder=tmp_path)
    shown, caret = finished.stdout.splitlines()[1:3]
    assert shown.endswith("\tship.名 = 1; post_save.connect(lambda sender, **kwargs: 1)")
    assert caret.partition("|")[2] == " \t" + " " * len("ship.XX = 1; ") + "^"


@pytest.mark.parametrize(
    ("settings", "arguments", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": ""}, [], False),
        ({}, [], False),
    ],
)
@pytest.mark.parametrize("form", ["text", "full"])
def test_colours(
    shop: Path,
    form: str,
    settings: dict[str, str],
    arguments: list[str],
    coloured: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    finished = flake8_signals("check", "--output-format", form, *arguments, folder=shop)
    assert ("\x1b[" in finished.stdout) is coloured


def test_json_says_all_that_is_known(shop: Path) -> None:
    found = {finding["code"]: finding for finding in said(shop, "json")}
    assert found["SIG004"].pop("message").startswith("receiver 'ship' ")
    assert len(found["SIG004"].pop("fingerprint")) == 64
    assert found["SIG004"].pop("url").endswith("flake8_signals/rules/README.md#sig004")
    assert found["SIG004"] == {
        "path": "./shop/signals.py",
        "line": 7,
        "column": 5,
        "code": "SIG004",
        "name": "receiver-without-kwargs",
        "topic": "signature",
        "level": "error",
        "fix": "safe",
    }
    assert (found["SIG001"]["level"], found["SIG001"]["fix"]) == ("warning", None)
    assert (found["E999"]["name"], found["E999"]["url"]) == ("syntax-error", None)


def test_fingerprints_stay_when_lines_move_and_differ_where_lines_are_alike(shop: Path) -> None:
    signals = shop / "shop" / "signals.py"
    signals.write_text(signals.read_text() + "\n\n" + signals.read_text()[signals.read_text().index("@receiver") :])
    first = [finding["fingerprint"] for finding in said(shop, "json", "shop/signals.py")]
    assert len({*first}) == len(first) > 1
    signals.write_text("# A comment\n\n" + signals.read_text())
    assert [finding["fingerprint"] for finding in said(shop, "json", "shop/signals.py")] == first


def test_paths_start_at_the_top_of_the_repository(shop: Path) -> None:
    for form in ("sarif", "github", "gitlab", "junit", "rdjson"):
        finished = flake8_signals("check", "--output-format", form, "signals.py", folder=shop / "shop")
        assert "shop/signals.py" in finished.stdout


def test_sarif(shop: Path) -> None:
    [run] = said(shop, "sarif")["runs"]
    rules = run["tool"]["driver"]["rules"]
    by_code = {result["ruleId"]: result for result in run["results"]}
    assert {*by_code} == {"SIG001", "SIG004", "E999"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["partialFingerprints"]) == 1
    [described] = [rule for rule in rules if rule["id"] == "SIG004"]
    rule = next(rule for rule in all_rules() if rule.code == "SIG004")
    assert described["help"]["markdown"] == rule.documentation()
    assert "`" not in described["help"]["text"]
    assert (described["helpUri"], described["name"]) == (rule.link(), rule.slug())
    assert [result["level"] for result in (by_code["SIG004"], by_code["SIG001"])] == ["error", "warning"]
    place = by_code["SIG004"]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 7, "startColumn": 5}
    base = run["originalUriBaseIds"][place["artifactLocation"]["uriBaseId"]]["uri"]
    assert unquote(base + place["artifactLocation"]["uri"]) == (shop / "shop" / "signals.py").as_uri()
    assert "fixes" not in by_code["SIG001"]


@pytest.mark.parametrize("at_end", [False, True])
def test_a_fix_of_sarif_is_what_fix_does(shop: Path, at_end: bool) -> None:  # noqa: FBT001
    signals = shop / "shop" / "signals.py"
    if at_end:  # and no newline after the last line
        signals.write_text(signals.read_text().replace(SHIP, f"{SHIP} pass").rpartition("\n    instance")[0])
    before = signals.read_text()
    [run] = said(shop, "sarif", "shop/signals.py")["runs"]
    [fix] = next(result for result in run["results"] if result["ruleId"] == "SIG004")["fixes"]
    [change] = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "shop/signals.py"
    assert flake8_signals("fix", "shop/signals.py", folder=shop).returncode == 0
    assert applied(before, change["replacements"]) == signals.read_text() != before


def test_names_that_are_no_text(shop: Path) -> None:
    name = os.fsdecode(b"shop/caf\xe9 1.py")
    (shop / name).write_text((shop / "shop" / "receivers.py").read_text())
    [run] = said(shop, "sarif", name)["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "shop/caf%E9%201.py"
    for form in ("json", "gitlab", "rdjson"):
        assert "caf" in json.dumps(said(shop, form, name))
    for form in ("github", "junit", "full"):
        assert "caf\\udce9 1.py" in flake8_signals("check", "--output-format", form, name, folder=shop).stdout


def test_github_escapes_what_it_would_obey(shop: Path) -> None:
    name = "shop/a,b:c%::error::d.py"
    (shop / name).write_text((shop / "shop" / "receivers.py").read_text())
    finished = flake8_signals("check", "--output-format", "github", name, folder=shop)
    line = next(line for line in finished.stdout.splitlines() if "SIG001" in line)
    assert line.startswith("::warning file=shop/a%2Cb%3Ac%25%3A%3Aerror%3A%3Ad.py,line=6,col=2,title=SIG001 ")
    assert _escaped("a\n::error::\r%") == "a%0A%3A%3Aerror%3A%3A%0D%25"


def test_github_shows_ten_of_each_kind_and_the_log_has_the_others(tmp_path: Path) -> None:
    more = "".join(f"\n@receiver(post_delete)\ndef more_{n}(sender):\n    pass\n" for n in range(MOST_ANNOTATIONS + 2))
    write(tmp_path, FILES)
    (tmp_path / "shop" / "receivers.py").write_text((tmp_path / "shop" / "receivers.py").read_text() + more)
    lines = flake8_signals("check", "--output-format", "github", folder=tmp_path).stdout.splitlines()
    kinds = Counter(line.split()[0] for line in lines)
    assert kinds["::error"] == kinds["::warning"] == MOST_ANNOTATIONS
    expected = ["::error"] * MOST_ANNOTATIONS + ["::warning"] * MOST_ANNOTATIONS
    assert [line.split()[0] for line in lines[: 2 * MOST_ANNOTATIONS]] == expected
    others = len(lines) - 2 * MOST_ANNOTATIONS - 1
    assert lines[2 * MOST_ANNOTATIONS].startswith(f"{others} more findings")
    assert kinds["SIG004"] + kinds["SIG001"] == others


def test_sarif_leaves_out_what_is_too_much_for_github(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shop)
    monkeypatch.setattr("flake8_signals.commands.formats.sarif.MOST_RESULTS", 2)
    assert main(["check", "--output-format", "sarif"]) == 1
    printed = capfd.readouterr()
    [run] = json.loads(printed.out)["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "error"]
    assert printed.err == "flake8-signals check: GitHub takes 2 results: 1 are left out\n"


def test_sarif_keeps_githubs_limits() -> None:
    for rule in all_rules():
        assert len(rule.slug()) < 255
        assert len(rule.summary()) <= 1024


def test_gitlab(shop: Path) -> None:
    found = said(shop, "gitlab")
    for finding in found:
        assert finding.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert finding["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not finding["location"]["path"].startswith("./")
        assert finding["location"]["lines"]["begin"] >= 1
    assert len({finding["fingerprint"] for finding in found}) == len(found) == 3


def test_junit(shop: Path) -> None:
    (shop / "shop" / "signals.py").write_text(
        (shop / "shop" / "signals.py").read_text().replace(SHIP, SHIP + '  # <&"\x1b\ufffe')
    )
    document = ET.fromstring(flake8_signals("check", "--output-format", "junit", folder=shop).stdout)
    [suite] = document
    assert suite.get("failures") == str(len(suite)) == "3"
    case = next(case for case in suite if case.get("file") == "shop/signals.py")
    assert (case.get("classname"), case.get("line")) == ("shop.signals", "7")
    assert case.get("name") == "SIG004 receiver-without-kwargs at line 7"
    assert '# <&"\\x1b\\ufffe' in (case[0].text or "")


def test_rdjson_counts_bytes(tmp_path: Path) -> None:
    text = FILES["shop/signals.py"].replace("import Order", "import Order; 名 = 1; post_save.connect(lambda sender: 1)")
    write(tmp_path, {**FILES, "shop/signals.py": text})
    found = said(tmp_path, "rdjson", "--select=SIG004,SIG301")["diagnostics"]
    [lambda_] = [one for one in found if one["code"]["value"] == "SIG301"]
    assert lambda_["location"]["range"]["start"]["column"] == len("from .models import Order; 名 = 1; ".encode()) + 1
    [ship] = [one for one in found if "'ship'" in one["message"]]
    assert ship["suggestions"][0]["text"] == "def ship(sender, instance, **kwargs):\n"
    assert ship["suggestions"][0]["range"] == {"start": {"line": 7, "column": 1}, "end": {"line": 8, "column": 1}}


def test_standard_input(shop: Path) -> None:
    text = (shop / "shop" / "signals.py").read_text()
    (shop / "shop" / "signals.py").write_text("")
    arguments = ["--output-format", "full", "--stdin-display-name", "shop/signals.py", "-"]
    finished = flake8_signals("check", *arguments, folder=shop, text=text)
    assert f"\n7 | {SHIP}\n" in finished.stdout
