"""``flake8-signals map --diff``: what a change does to the wiring, since a revision or a saved map."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from flake8_signals.commands.map import run as draw
from tests.support.commands import FILES, write

BEFORE = FILES | {
    "shop/signals.py": """
        from django.db.models.signals import post_delete, post_save
        from django.dispatch import receiver

        from .models import Order

        @receiver(post_save, sender=Order)
        def ship(sender, instance, created, **kwargs):
            if created:
                Order.objects.update(x=1)

        @receiver(post_delete, sender=Order)
        def away(sender, **kwargs):
            pass
    """,
}

AFTER = BEFORE["shop/signals.py"].replace("if created:", "if not created:").replace("def away", "def gone") + (
    """
        @receiver(post_save, sender=Order)
        def again(sender, instance, **kwargs):
            Order.objects.create()
"""
)


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as nobody in particular."""
    who = {f"GIT_{role}_{what}": "x@y" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, env={**os.environ, **who})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return the folder of a project that was changed since its last commit; it is not the repository's own."""
    folder = write(tmp_path / "repository" / "src", BEFORE)
    git(tmp_path / "repository", "init", "-q")
    git(tmp_path / "repository", "add", "-A")
    git(tmp_path / "repository", "commit", "-qm", "one")
    write(folder, {"shop/signals.py": AFTER, "shop/receivers.py": "", "shop/other.py": BEFORE["shop/receivers.py"]})
    return folder


def compared(folder: Path, since: str, output: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Return the exit status and the changes of a folder since something."""
    status = draw([str(folder), "--no-cache", "--diff", since, "--format=json", "-o", str(output), *arguments])
    return status, json.loads(output.read_text())


def test_what_changed_since_a_revision(repository: Path, tmp_path: Path) -> None:
    status, found = compared(repository, "HEAD", tmp_path / "changes.json", "--exit-code")
    assert status == 1
    names = {what: [row["receiver"] for row in rows] for what, rows in found["connections"].items()}
    assert names == {
        "made": ["shop.signals.gone", "shop.signals.again"],
        "gone": ["shop.signals.away"],
        "moved": ["shop.other.restock"],
        "lost": ["shop.other.restock"],
        "dead": [],
        "live": [],
    }
    assert [row["receiver"] for row in found["effects"]["new"]] == ["shop.signals.again"]
    [changed] = found["effects"]["changed"]
    assert (changed["guards"], changed["before"]) == (["not created"], [["created"]])
    assert found["cycles"] == {"new": [["shop.signals.again"]], "gone": []}
    saved, deleted = (
        next(row for row in found["reach"] if (row["what"], row["name"]) == (what, "shop.models.Order"))
        for what in ("save", "delete")
    )
    assert (saved["before"], saved["after"]) == (["shop.signals.ship"], ["shop.signals.ship", "shop.signals.again"])
    assert deleted["after"] == ["shop.signals.gone"]


def test_the_users_files_stay_as_they_are(repository: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in repository.parent.rglob("*") if path.is_file()}
    compared(repository, "HEAD", tmp_path / "changes.json")
    assert {path: path.read_bytes() for path in repository.parent.rglob("*") if path.is_file()} == before


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "checkout", "-q", ".")
    (repository / "shop" / "other.py").unlink()
    for picture, text in (("text", "nothing changes in the signals\n"), ("markdown", "Nothing.")):
        assert draw([str(repository), "--no-cache", "--diff", "HEAD", "--exit-code", "--format", picture]) == 0
        assert text in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--exit-code"], "--exit-code needs --diff"),
        (["--format", "markdown"], "no --format markdown without --diff: choose from text, json, mermaid, dot, html"),
        (["--diff", "HEAD", "--format", "html"], "no --format html with --diff: choose from text, markdown, json"),
    ],
    ids=["status", "format", "format of a map"],
)
def test_what_goes_with_diff_only(
    repository: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        draw([str(repository), *arguments])
    assert said in capsys.readouterr().err


SIGNALS = BEFORE["shop/signals.py"]


@pytest.mark.parametrize(
    ("change", "turned"),
    [
        ({"shop/apps.py": ""}, "lost"),
        ({"shop/signals.py": SIGNALS.replace("post_delete, sender=Order", "post_delete, sender=[Order]")}, "made"),
        ({"shop/signals.py": f"{SIGNALS}\n        def ship(sender, **kwargs):\n            pass\n"}, "dead"),
    ],
    ids=["no longer loaded", "another sender", "shadowed"],
)
def test_what_no_longer_runs(change: dict[str, str], turned: str, tmp_path: Path) -> None:
    before, after = write(tmp_path / "before", BEFORE), write(tmp_path / "after", BEFORE | change)
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    for folder, saved in ((before, old), (after, new)):
        assert draw([str(folder), "--no-cache", "--format=json", "-o", str(saved)]) == 0
    status, found = compared(after, str(old), tmp_path / "changes.json", "--exit-code")
    assert status == 1
    assert found["connections"][turned]
    status, found = compared(before, str(new), tmp_path / "changes.json")
    assert status == 0
    assert found["connections"]["gone" if turned == "made" else "live"]
    assert compared(before, str(old), tmp_path / "changes.json", "--exit-code")[0] == 0


def handler(*lines: str) -> dict[str, str]:
    """Return the project whose receiver of ``post_save`` is these lines."""
    whole = BEFORE["shop/signals.py"]
    body = """if created:
                Order.objects.update(x=1)"""
    assert body in whole
    return BEFORE | {"shop/signals.py": whole.replace(body, ("\n" + " " * 12).join(lines))}


def told(tmp_path: Path, old: dict[str, str], new: dict[str, str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines that the terminal shows about two versions of a project."""
    before, after = write(tmp_path / "before", old), write(tmp_path / "after", new)
    saved = tmp_path / "old.json"
    assert draw([str(before), "--no-cache", "--format=json", "-o", str(saved)]) == 0
    capsys.readouterr()
    assert draw([str(after), "--no-cache", "--diff", str(saved)]) == 0
    return capsys.readouterr().out.splitlines()


def test_an_effect_that_always_happens_has_no_other_conditions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    update = "Order.objects.update(x=1)"
    twice = handler("if created:", f"    {update}", "if not created:", f"    {update}", update)
    assert told(tmp_path, twice, handler(update), capsys) == ["nothing changes in the signals"]


def test_all_conditions_of_an_effect_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def under(*tests: str) -> dict[str, str]:
        return handler(*(line for test in tests for line in (f"if {test}:", "    Order.objects.update(x=1)")))

    lines = told(tmp_path, under("instance.a", "instance.a", "instance.b"), under("instance.c", "created"), capsys)
    assert (
        "  ! shop.signals.ship: update shop.models.Order if instance.c; or if created"
        "  before: if instance.a; or if instance.b"
    ) in lines


def test_what_is_different_about_many_conditions_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def under(last: str) -> dict[str, str]:
        tests = [*(f"instance.{name}" for name in "abcd"), last]
        return handler(f"if {' and '.join(tests)}:", "    Order.objects.update(x=1)")

    lines = told(tmp_path, under("(created or instance.e)"), under("not created"), capsys)
    assert (
        "  ! shop.signals.ship: update shop.models.Order if not created and instance.a and instance.b and instance.c …"
        "  before: if (created or instance.e) and instance.a and instance.b and instance.c …"
    ) in lines


def test_for_the_terminal_and_for_a_comment(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw([str(repository), "--no-cache", "--diff", "HEAD"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  + shop.signals.again on post_save of shop.models.Order  shop/signals.py:16" in lines
    assert "  ! shop.signals.again → shop.signals.again" in lines
    assert "  ! shop.signals.ship: update shop.models.Order if not created  before: if created" in lines
    assert "  + saving shop.models.Order  runs 2 receivers, before 1: +again" in lines
    assert draw([str(repository), "--no-cache", "--diff", "HEAD", "--format=markdown"]) == 0
    text = capsys.readouterr().out
    assert "- `shop.signals.again on post_save of shop.models.Order`: shop/signals.py:16\n" in text
    assert "- `shop.signals.again → shop.signals.again`\n" in text
    lost = "shop.other.restock on post_delete of shop.models.Order"
    assert f"  ! {lost}  before: shop.receivers.restock" in lines
    assert f"  ! {lost}  NOT LOADED: nothing imports it" in lines


def test_a_model_that_moves_inside_of_its_app_is_the_same(tmp_path: Path) -> None:
    package = {
        "shop/models/__init__.py": "from .orders import Order\n",
        "shop/models/orders.py": BEFORE["shop/models.py"],
    }
    files = {name: text for name, text in BEFORE.items() if name != "shop/models.py"}
    before, after = write(tmp_path / "before", BEFORE), write(tmp_path / "after", files | package)
    saved = tmp_path / "old.json"
    assert draw([str(before), "--no-cache", "--format=json", "-o", str(saved)]) == 0
    assert compared(after, str(saved), tmp_path / "changes.json", "--exit-code")[0] == 0


def test_no_name_is_markup_in_a_comment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "before", FILES | {"shop/signals.py": ""})
    saved = tmp_path / "signals.json"
    assert draw([str(folder), "--no-cache", "--format=json", "-o", str(saved)]) == 0
    hostile = BEFORE["shop/signals.py"].replace("post_save, sender=Order", "post_save, sender='`a`` <b>\\n# x'")
    folder = write(tmp_path / "after", FILES | {"shop/signals.py": hostile})
    assert draw([str(folder), "--no-cache", "--diff", str(saved), "--format=markdown"]) == 0
    assert "- ``` shop.signals.ship on post_save of `a`` <b>\\n# x ```: " in capsys.readouterr().out


@pytest.mark.parametrize("since", ["nowhere", "-x", "HEAD:no", "HEAD~5"])
def test_what_is_no_revision_is_one_line_and_status_2(
    since: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        draw([str(repository), "--no-cache", f"--diff={since}"])
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert since in line


def test_what_cannot_be_read_at_either_time_is_said_once(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repository, {"shop/broken.py": "from django.dispatch import receiver\nprint 1\n"})
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "two")
    assert draw([str(repository), "--no-cache", "--diff=HEAD"]) == 0
    [line] = capsys.readouterr().err.splitlines()
    assert "shop/broken.py:2" in line


def test_what_another_branch_has_got_since_is_no_change(repository: Path, tmp_path: Path) -> None:
    git(repository, "stash", "-u")
    git(repository, "checkout", "-qb", "other")
    write(repository, {"shop/signals.py": AFTER})
    git(repository, "commit", "-qam", "two")
    git(repository, "checkout", "-q", "-")
    assert compared(repository, "other", tmp_path / "changes.json", "--exit-code")[0] == 0


def test_outside_of_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        draw([str(write(tmp_path, BEFORE)), "--no-cache", "--diff=HEAD"])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


NO_MAPS = ["", "[]", "{}", '{"version": 1}', '{"version": 2}', '{"version": 2, "receivers": 1}', "\0"]


@pytest.mark.parametrize("saved", NO_MAPS)
def test_what_is_no_saved_map_is_one_line_and_status_2(
    saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "signals.json"
    path.write_text(saved)
    with pytest.raises(SystemExit) as ended:
        draw([str(write(tmp_path / "project", BEFORE)), "--no-cache", f"--diff={path}"])
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert str(path) in line


def test_links_and_names_in_a_revision_lead_nowhere(tmp_path: Path) -> None:
    folder = write(tmp_path / "project", BEFORE)
    (folder / "shop" / "link.py").symlink_to("/etc/passwd")
    (folder / "ümläut \n.py").write_text("")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")
    assert compared(folder, "HEAD", tmp_path / "changes.json", "--exit-code")[0] == 0


def test_only_some_formats_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--diff=x", "--format=dot"], ["--format=markdown"]):
        with pytest.raises(SystemExit) as ended:
            draw([str(write(tmp_path, BEFORE)), *arguments])
        assert ended.value.code == 2
        assert "choose from" in capsys.readouterr().err
