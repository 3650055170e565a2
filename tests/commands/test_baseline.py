"""``check --suggest-config`` and ``check --add-noqa``: after either, the run is clean."""

import re
from pathlib import Path

import pytest

from flake8_signals.__main__ import main
from tests.support.commands import FILES, SHIP, flake8, flake8_signals, write

HANDLER = """
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save, sender="shop.Order")
    def {name}(sender, instance, **kwargs):
        instance.{name}()
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project with two things wrong, which is the current one."""
    monkeypatch.chdir(write(tmp_path, FILES))
    return tmp_path


def suggested(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["check", "--suggest-config", "--with-defects"]) == 0
    return capsys.readouterr().out


# --- --suggest-config ------------------------------------------------------------------------------------------------


def test_it_is_the_shortest_under_which_there_is_nothing_to_report(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = suggested(capsys)
    assert said == ("[flake8]\nsignals-modules = signals, receivers\nper-file-ignores =\n    shop/signals.py: SIG004\n")
    write(project, {".flake8": said})
    assert flake8("--select", "SIG", folder=project).stdout == ""
    assert suggested(capsys) == ""


def test_names_of_modules_are_suggested_where_they_are_the_projects_own(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        "hooks/orders.py",
        "stock/mail.py",
        "accounts/stock_watchers.py",
        "accounts/mail.py",
        "stock/views.py",
        "accounts/views.py",
        "one.py",
    }
    write(project, {f"shop/{name}": HANDLER.format(name="handle") for name in names})
    write(project, {"shop/apps.py": "", "shop/signals.py": "", "shop/receivers.py": ""})
    said = suggested(capsys)
    assert "signals-modules = signals, stock_watchers, hooks\n" in said
    assert re.findall(r"^    (\S+): .*SIG001", said, re.MULTILINE) == [
        "shop/accounts/mail.py",
        "shop/accounts/views.py",
        "shop/one.py",
        "shop/stock/mail.py",
        "shop/stock/views.py",
    ]
    write(project, {".flake8": said})
    assert flake8("--select", "SIG", folder=project).stdout == ""


def test_what_is_configured_already_is_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        project,
        {
            "setup.cfg": """
                [flake8]
                signals-modules = signals, receivers
                per-file-ignores =
                    shop/*.py: E501
                    other.py: SIG001
            """
        },
    )
    assert suggested(capsys).splitlines() == [
        "[flake8]",
        "per-file-ignores =",
        "    shop/*.py: E501",
        "    other.py: SIG001",
        "    shop/signals.py: E501, SIG004",
    ]


def test_it_is_toml_where_our_table_is_the_configuration(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"pyproject.toml": '[tool.flake8-signals]\nextend-ignore = ["SIG802"]\n'})
    said = suggested(capsys)
    assert said.startswith('[tool.flake8-signals]\nsignals-modules = ["signals", "receivers"]\n')
    write(project, {"pyproject.toml": said})
    assert main(["check"]) == 0


@pytest.mark.parametrize("configuration", [{}, {"pyproject.toml": '[tool.flake8-signals]\nexclude = ["x"]\n'}])
def test_only_what_is_needed_is_suggested(
    project: Path, capsys: pytest.CaptureFixture[str], configuration: dict[str, str]
) -> None:
    signals = FILES["shop/signals.py"]
    write(project, configuration | {"shop/signals.py": ""})
    assert "per-file-ignores" not in suggested(capsys)
    write(project, {"shop/signals.py": signals, "shop/receivers.py": ""})
    assert "signals-modules" not in suggested(capsys)


@pytest.mark.parametrize("name", ["odd [name].py", "it's, odd:.py", "sig*?.py"])
def test_a_pattern_matches_its_file_alone(project: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    signals = (project / "shop" / "signals.py").read_text()
    for other in (name, "sigma.py"):
        (project / other).write_text(signals.replace("from .models", "from shop.models"))
    said = suggested(capsys)
    write(project, {".flake8": said})
    assert main(["check"]) == 0
    capsys.readouterr()
    lines = [line for line in said.splitlines(keepends=True) if "sigma" not in line]
    write(project, {".flake8": "".join(lines)})
    assert main(["check"]) == 1
    assert {line.partition(":")[0] for line in capsys.readouterr().out.splitlines()} == {"./sigma.py"}


@pytest.mark.parametrize("option", ["--suggest-config", "--add-noqa"])
def test_a_file_that_does_not_parse_is_beyond_help(
    project: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    write(project, {"shop/broken.py": "from django.dispatch import receiver(\n"})
    assert main(["check", option]) == 1
    assert "shop/broken.py:1:" in capsys.readouterr().err


# --- Defects ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--suggest-config", "--add-noqa"])
def test_what_is_broken_is_listed_and_not_silenced(
    project: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    before = (project / "shop" / "signals.py").read_text()
    assert main(["check", option]) == 1
    said = capsys.readouterr()
    assert "SIG004" not in said.out
    silenced, fix_this, finding = said.err.splitlines()
    assert silenced.startswith("1 finding silenced by ")
    assert silenced.endswith(": SIG001 1")
    assert fix_this.startswith("fix this finding: it means that something is broken")
    assert finding.startswith(f"./shop/signals.py:7:5: {SHIP}")
    assert (project / "shop" / "signals.py").read_text() == before
    if option == "--suggest-config":
        write(project, {".flake8": said.out})
    assert [line.split()[1] for line in flake8("--select", "SIG", folder=project).stdout.splitlines()] == ["SIG004"]
    assert main(["check", option]) == 1
    assert capsys.readouterr().err.startswith("nothing to silence\n")


# --- --add-noqa ------------------------------------------------------------------------------------------------------


def test_it_writes_a_comment_beside_every_finding(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {name: (project / name).read_text() for name in FILES}
    assert main(["check", "--add-noqa", "--with-defects"]) == 0
    assert capsys.readouterr() == ("", "2 findings silenced by a comment: SIG001 1, SIG004 1\n")
    expected = before | {
        "shop/signals.py": before["shop/signals.py"].replace("instance):", "instance):  # noqa: SIG004"),
        "shop/receivers.py": before["shop/receivers.py"].replace("sender=Order)", "sender=Order)  # noqa: SIG001"),
    }
    assert {name: (project / name).read_text() for name in FILES} == expected
    assert flake8("--select", "SIG", folder=project).stdout == ""
    assert main(["check", "--add-noqa", "--with-defects"]) == 0
    assert {name: (project / name).read_text() for name in FILES} == expected


@pytest.mark.parametrize(
    ("comment", "becomes"),
    [
        ("# why not", "# why not  # noqa: SIG004"),
        ("# noqa: E501", "# noqa: E501,SIG004"),
        ("# noqa:E501, W291", "# noqa:E501, W291,SIG004"),
        ("# NOQA: E501 for the sake of it", "# NOQA: E501,SIG004 for the sake of it"),
        ("# noqa", "# noqa"),
    ],
)
def test_it_joins_the_comment_that_is_there(project: Path, comment: str, becomes: str) -> None:
    signals = project / "shop" / "signals.py"
    before = signals.read_text()
    signals.write_text(before.replace("instance):", f"instance):  {comment}"))
    main(["check", "--add-noqa", "--with-defects"])
    assert signals.read_text() == before.replace("instance):", f"instance):  {becomes}")
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("start", "end"),
    [(b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n"), (b"# coding: latin-1\n# \xe9\n", b"\n"), (b"# \xff\n", b"\r\n")],
)
def test_every_other_byte_stays(project: Path, start: bytes, end: bytes) -> None:
    signals = project / "shop" / "signals.py"
    before = start + signals.read_bytes().replace(b"\n", end)
    signals.write_bytes(before)
    assert main(["check", "--add-noqa", "--with-defects"]) == 0
    assert signals.read_bytes() == before.replace(b"instance):", b"instance):  # noqa: SIG004")


def test_a_comment_goes_to_the_end_of_a_continued_line(project: Path) -> None:
    signals = project / "shop" / "signals.py"
    before = signals.read_text()
    signals.write_text(before.replace("ship(sender, instance):", "ship \\\n        (sender, instance):"))
    assert main(["check", "--add-noqa", "--with-defects"]) == 0
    assert "def ship \\\n        (sender, instance):  # noqa: SIG004\n" in signals.read_text()


def test_what_only_looks_like_a_comment_is_left_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = project / "shop" / "signals.py"
    before = signals.read_text().replace("instance):", "instance='# noqa: E501'):")
    signals.write_text(before)
    assert main(["check", "--add-noqa", "--with-defects"]) == 1
    assert f"shop/signals.py:7:5: {SHIP}" in capsys.readouterr().err
    assert signals.read_text() == before


def test_a_file_that_cannot_be_written_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signals = project / "shop" / "signals.py"
    before = signals.read_text()
    signals.chmod(0o444)
    assert main(["check", "--add-noqa", "--with-defects"]) == 1
    assert "shop/signals.py: cannot be written: " in capsys.readouterr().err
    assert signals.read_text() == before


def test_there_is_nothing_to_write_to_on_standard_input(project: Path) -> None:
    result = flake8_signals("check", "--add-noqa", "-", folder=project, text="")
    assert result.returncode == 2
    assert "standard input" in result.stderr
