"""``flake8-signals check --since``: what a change has brought."""

from pathlib import Path

import pytest

from tests.support.commands import FILES, SHIP, flake8_signals, write
from tests.support.repository import commit, git, repository

IMPORTED = FILES["shop/apps.py"]
NOT_IMPORTED = IMPORTED.replace("from . import receivers, signals", "from . import receivers")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a repository with two old findings."""
    return repository(tmp_path / "shop", FILES)


def new(shop: Path, *arguments: str, since: str = "HEAD", status: int = 1) -> list[str]:
    """Return what ``check --since`` prints."""
    finished = flake8_signals("check", "--since", since, *arguments, folder=shop)
    assert (finished.stderr, finished.returncode) == ("", status)
    return finished.stdout.splitlines()


def edit(shop: Path, name: str, old: str, changed: str) -> None:
    """Replace some text in a file."""
    text = (shop / name).read_text()
    assert old in text
    (shop / name).write_text(text.replace(old, changed))


def test_nothing_has_changed(shop: Path) -> None:
    assert new(shop, status=0) == []


def test_a_change_elsewhere(shop: Path) -> None:
    write(shop, {"shop/apps.py": NOT_IMPORTED})
    [line] = new(shop)
    assert line.startswith("./shop/signals.py:6:2: SIG002 ")
    git(shop, "commit", "--quiet", "--all", "--message=Forget")
    assert new(shop, status=0) == []
    assert new(shop, since="HEAD~1") == [line]


def test_a_change_of_what_is_supported(shop: Path) -> None:
    edit(shop, "shop/signals.py", "def ship(sender, instance)", "async def ship(sender, instance, **kwargs)")
    commit(shop, {"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["Django>=5.2"]\n'})
    edit(shop, "pyproject.toml", "5.2", "4.2")
    [line] = new(shop)
    assert " SIG722 " in line


def test_lines_that_move_bring_nothing(shop: Path) -> None:
    edit(shop, "shop/signals.py", "from django.dispatch", "import os\n\nfrom django.dispatch")
    edit(shop, "shop/receivers.py", "@receiver(", "@receiver( ")
    assert new(shop, status=0) == []


def test_one_more_of_the_same(shop: Path) -> None:
    text = (shop / "shop" / "signals.py").read_text()
    ship = text[text.index("@receiver") :]
    write(shop, {"shop/signals.py": text.replace(ship, "") + ship.replace("Order", "None") + "\n\n" + ship})
    shipped = [line for line in new(shop) if SHIP in line]
    assert len(shipped) == 1


def test_a_new_file(shop: Path) -> None:
    write(shop, {"shop/hooks.py": FILES["shop/receivers.py"].replace("restock", "again")})
    assert [line.partition(":")[0] for line in new(shop, "--select", "SIG001")] == ["./shop/hooks.py"]


def test_a_file_that_has_moved_brings_nothing(shop: Path) -> None:
    git(shop, "mv", "shop/receivers.py", "shop/hooks.py")
    edit(shop, "shop/apps.py", "receivers, ", "hooks, ")
    assert new(shop, status=0) == []


def test_a_comment_that_is_gone(shop: Path) -> None:
    edit(shop, "shop/signals.py", "instance):", "instance):  # noqa: SIG004")
    commit(shop, {})
    edit(shop, "shop/signals.py", "  # noqa: SIG004", "")
    assert [SHIP in line for line in new(shop)] == [True]


def test_a_file_that_no_longer_parses(shop: Path) -> None:
    edit(shop, "shop/signals.py", "instance):", "instance:")
    [line] = new(shop)
    assert " E999 " in line
    commit(shop, {})
    edit(shop, "shop/signals.py", "import Order", "import Order  # still")
    assert new(shop, status=0) == []


def test_a_project_that_has_begun_to_use_django(tmp_path: Path) -> None:
    shop = repository(tmp_path, {"manage.py": ""})
    write(shop, FILES)
    assert len(new(shop)) == 2


def test_the_other_formats_and_flake8s_own_options(shop: Path) -> None:
    write(shop, {"shop/apps.py": NOT_IMPORTED})
    assert new(shop, "--format", "%(code)s") == ["SIG002"]
    [annotation] = new(shop, "--output-format", "github")
    assert annotation.startswith("::error file=shop/signals.py,")
    assert new(shop, "--statistics", "-q")[0] == "./shop/signals.py"
    assert new(shop, "--exit-zero", status=0) != []


def test_unsaved_text(shop: Path) -> None:
    text = (shop / "shop" / "signals.py").read_text()
    arguments = ["check", "--since", "HEAD", "--stdin-display-name", "shop/signals.py", "-"]
    assert flake8_signals(*arguments, folder=shop, text=text).stdout == ""
    more = text + text[text.index("@receiver") :].replace("def ship", "def ship_more")
    found = flake8_signals(*arguments, folder=shop, text=more).stdout.splitlines()
    assert [SHIP.replace("ship", "ship_more") in line for line in found] == [True]


def test_nothing_of_the_users_is_touched(shop: Path) -> None:
    edit(shop, "shop/apps.py", "receivers, signals", "receivers")
    git(shop, "add", "--all")
    edit(shop, "shop/apps.py", "receivers", "signals")

    def state() -> tuple[str, ...]:
        staged = git(shop, "diff", "--cached")
        text = (shop / "shop" / "apps.py").read_text()
        return git(shop, "status", "--porcelain"), staged, text, git(shop, "stash", "list")

    before = state()
    new(shop)
    assert state() == before


def test_what_cannot_be_read_is_bad_usage(shop: Path) -> None:
    finished = flake8_signals("check", "--since", "nowhere", folder=shop)
    assert (finished.stdout, finished.returncode) == ("", 2)
    assert finished.stderr.startswith("flake8-signals check: error: --since nowhere: git knows no revision")
    assert finished.stderr.count("\n") == 1
