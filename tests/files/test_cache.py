"""The cache: what it remembers, what it survives, and that nobody sees whether it is there but by the clock."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from textwrap import dedent
from threading import Timer
from typing import Any

import grimp
import platformdirs
import pytest

from flake8_signals.files import cache as cache_module
from flake8_signals.files.cache import EXTRACTION, NAME, Cache, is_stable, stamp, user_cache
from flake8_signals.files.prefilter import FileSummary, summary_of
from flake8_signals.lint.results import Results
from flake8_signals.options import Options
from flake8_signals.project.files import Files
from flake8_signals.project.project import Project
from flake8_signals.syntax.facts import FileFacts
from flake8_signals.syntax.module import Module
from flake8_signals.syntax.values import Literal, Name, Value
from tests.support import commands
from tests.support.commands import EXAMPLE, ROOT
from tests.support.examples import CASES

Open = Callable[[], Cache]


unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no such thing here")

HANDLER = """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, sender="shop.Order")
def ship(sender, instance):
    instance.parcel.save()
"""

HOPELESS = f"def ship(sender, **kwargs):\n    return {' + '.join('1' * 2000)}\n"
"""A function that is too large for libcst."""


@pytest.fixture(autouse=True)
def believes_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what has just been written count as old: only the system sets the time of a change."""
    monkeypatch.setattr(cache_module, "_TICK", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the cache of a test is kept."""
    return tmp_path / "cache"


@pytest.fixture
def opened(folder: Path) -> Iterator[Open]:
    """A function that opens the cache anew, as another process would."""
    caches: list[Cache] = []

    def make() -> Cache:
        for cache in caches:
            cache.close()
        caches.append(Cache(str(folder)))
        return caches[-1]

    yield make
    for cache in caches:
        cache.close()


def fill(cache: Cache, answers: int = 20, size: int = 100) -> None:
    """Remember numbered answers, and write them."""
    for number in range(answers):
        cache.remember(cache.subject("text", number), "what", [number, "x" * size])
    cache.flush()


def found(cache: Cache, answers: int = 20) -> list[int]:
    """Which of the numbered answers are remembered; each has to be the right one."""
    numbers = []
    for number in range(answers):
        try:
            value = cache.recall(cache.subject("text", number), "what", list[int | str])
        except KeyError:
            continue
        assert value[0] == number
        assert set(str(value[1])) <= {"x"}
        numbers.append(number)
    return numbers


def settle(path: Path) -> None:
    """Let a file, or every file in a folder, be old enough to be known by its time."""
    for file in [path, *path.rglob("*")] if path.exists() else []:
        os.utime(file, (1_700_000_000, 1_700_000_000))
    time.sleep(0.02)  # what the system's clock tells apart


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program that may import these tests, in a process of its own."""
    command = [sys.executable, "-c", dedent(code), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


# --- what it remembers -----------------------------------------------------------------------------------------------


def test_answers_outlive_the_process(opened: Open) -> None:
    cache = opened()
    subject = cache.subject("shop/signals.py", b"\0", True)
    cache.remember(subject, "value", Name("shop.signals.paid"))
    assert opened().recall(subject, "value", Value | None) == Name("shop.signals.paid")


def test_what_was_never_answered_is_not_known(opened: Open) -> None:
    cache = opened()
    cache.remember(cache.subject("a"), "what", 1)
    for subject, question in [("a", "who"), ("b", "what")]:
        with pytest.raises(KeyError):
            cache.recall(cache.subject(subject), question, int)


def test_subjects_with_other_parts_are_others(opened: Open) -> None:
    cache = opened()
    subjects = {
        cache.subject(*parts) for parts in [("ab",), ("a", "b"), ("b", "a"), (b"ab",), ("ab", True), ("\udcff",)]
    }
    assert len(subjects) == 6


def test_an_answer_of_another_type_is_none(opened: Open) -> None:
    cache = opened()
    cache.remember(cache.subject("a"), "what", "text")
    with pytest.raises(KeyError):
        opened().recall(cache.subject("a"), "what", FileFacts)


@pytest.mark.parametrize("value", ["\ud800", 2**70, Literal(-(2**70))], ids=["surrogate", "huge", "negative"])
def test_what_is_no_data_is_not_kept(opened: Open, value: object) -> None:
    cache = opened()
    cache.remember(cache.subject("a"), "what", value)
    with pytest.raises(KeyError):
        cache.recall(cache.subject("a"), "what", Any)


def test_another_version_does_not_see_our_answers(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(opened())
    monkeypatch.setattr(cache_module, "_version", lambda: b"of the future")
    cache = opened()
    assert found(cache) == []
    fill(cache, 5)
    monkeypatch.undo()
    assert len(found(opened())) == 20


def test_every_module_that_finds_something_in_a_text_counts_as_a_version() -> None:
    graph = grimp.build_graph("flake8_signals")
    read = graph.find_upstream_modules("flake8_signals.syntax.module") | {"flake8_signals.syntax.module"}
    rooms = {module.split(".")[1] for module in read if "." in module}
    assert set(EXTRACTION) == rooms


def test_our_own_source_is_part_of_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version() -> bytes:
        cache_module._version.cache_clear()
        return cache_module._version()

    shipped = version()
    monkeypatch.setattr(cache_module, "__file__", str(tmp_path / "files" / "cache.py"))
    without_source = version()
    for room in EXTRACTION:
        (tmp_path / room).mkdir()
    (tmp_path / "syntax" / "connections.py").write_text("changed = True\n")
    assert len({shipped, without_source, version()}) == 3
    monkeypatch.undo()
    cache_module._version.cache_clear()


# --- files by time and size ------------------------------------------------------------------------------------------


def test_a_file_is_known_by_its_times_and_size(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "a.py"
    path.write_text("a = 1\n")
    settle(path)
    opened().remember_text(str(path), stamp(str(path)), b"hash")
    assert opened().recall_text(str(path)) == b"hash"
    path.write_text("a = 2\n")
    assert opened().recall_text(str(path)) is None
    opened().remember_text(str(path), stamp(str(path)), b"hash")
    path.write_text("a = 10\n")
    settle(path)
    assert opened().recall_text(str(path)) is None
    path.unlink()
    assert opened().recall_text(str(path)) is None


@pytest.mark.parametrize("time", [1_700_000_000, 0, -5])
def test_a_file_is_known_to_have_changed_though_its_time_and_size_say_otherwise(
    tmp_path: Path, opened: Open, time: int
) -> None:
    path = tmp_path / "a.py"
    path.write_text("a = 1\n")
    os.utime(path, (time, time))
    settle(tmp_path / "other")
    opened().remember_text(str(path), stamp(str(path)), b"hash")
    assert opened().recall_text(str(path)) == b"hash"
    path.write_text("a = 2\n")
    os.utime(path, (time, time))
    assert opened().recall_text(str(path)) is None


def test_a_file_that_has_just_changed_may_do_so_again_unseen(
    tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "_TICK", 2 * 10**9)
    path = tmp_path / "a.py"
    path.write_text("a = 1\n")
    assert not is_stable(stamp(str(path)))
    opened().remember_text(str(path), stamp(str(path)), b"hash")
    assert opened().recall_text(str(path)) is None
    assert not is_stable(stamp(str(tmp_path / "b.py")))


# --- the facts of a module -------------------------------------------------------------------------------------------


def module(path: Path, cache: Cache | None, text: str | None = None, name: str = "shop.signals") -> Module:
    return Module(str(path), name, text=text, cache=cache)


def everything(source: Module) -> list[object]:
    """All that can be asked about a module."""
    functions = [source.function(function.qualname, function.line) for function in source.outline.functions]
    values = [source.value(name) for name in source.outline.names]
    calls = [source.calls(function.qualname) for function in source.outline.functions]
    return [source.facts, source.outline, functions, values, calls, source.calls(""), source.troubles]


class Unparsable(Module):
    """A module whose text nobody may look at."""

    @property
    def tree(self) -> Any:
        raise AssertionError("parsed")

    @property
    def content(self) -> Any:
        raise AssertionError("read")


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.py")), ids=lambda path: str(path.relative_to(CASES)))
def test_facts_are_the_same_from_the_cache(path: Path, tmp_path: Path, opened: Open) -> None:
    copy = tmp_path / "copy.py"
    copy.write_bytes(path.read_bytes())
    settle(copy)
    plain = everything(module(copy, None))
    assert everything(module(copy, opened())) == plain
    assert everything(Unparsable(str(copy), "shop.signals", cache=opened())) == plain


def test_what_cannot_be_analysed_is_remembered_with_the_reason(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "signals.py"
    path.write_text(HOPELESS)
    settle(path)
    cold = module(path, opened())
    assert cold.function("ship") is None
    assert cold.troubles
    warm = Unparsable(str(path), "shop.signals", cache=opened())
    assert warm.function("ship") is None
    assert warm.troubles == cold.troubles


def test_an_edited_file_is_read_again(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "signals.py"
    path.write_text(HANDLER)
    settle(path)
    assert len(module(path, opened()).facts.connections) == 1
    path.write_text(HANDLER.replace("@receiver(", "# @receiver("))
    assert not module(path, opened()).facts.connections


def test_a_file_that_was_only_touched_is_not_parsed_again(tmp_path: Path, opened: Open) -> None:
    class Read(Module):
        tree = Unparsable.tree

    path = tmp_path / "signals.py"
    path.write_text(HANDLER)
    settle(path)
    facts = module(path, opened()).facts
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert Read(str(path), "shop.signals", cache=opened()).facts == facts


def test_the_name_of_a_module_decides_what_its_names_are(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "signals.py"
    path.write_text(HANDLER)
    settle(path)
    functions = [module(path, opened(), name=name).function("ship") for name in ("a.signals", "b.signals")]
    assert [function and function.path for function in functions] == ["a.signals.ship", "b.signals.ship"]


def test_an_editors_text_beats_the_file(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "signals.py"
    path.write_text("")
    settle(path)
    assert not module(path, opened()).facts.connections
    assert module(path, opened(), HANDLER).facts.connections
    assert not module(path, opened()).facts.connections


def test_a_file_that_changes_while_it_is_looked_at_spoils_nothing(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "signals.py"
    path.write_text(HANDLER)
    settle(path)
    assert module(path, opened()).outline.names
    source = module(path, opened())
    assert source.outline.names  # known by its time; the text is not read
    path.write_text("# receiver\n")
    assert not source.facts.connections
    path.write_text(HANDLER)
    assert module(path, opened()).facts.connections


def test_a_file_that_cannot_be_read_is_empty(tmp_path: Path, opened: Open) -> None:
    assert module(tmp_path / "none.py", opened()).facts == FileFacts()


# --- surveys of a project, and what was reported ---------------------------------------------------------------------


def project(tmp_path: Path, cache: Cache | None, **options: Any) -> Project:
    return Project(str(tmp_path / "shop"), Options(**options), cache)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project whose files are settled."""
    commands.write(tmp_path / "shop", commands.FILES)
    settle(tmp_path / "shop")
    return tmp_path / "shop"


def never(content: bytes) -> FileSummary:
    raise AssertionError(content)


def test_a_survey_reads_each_file_once(shop: Path, opened: Open) -> None:
    plain = project(shop.parent, None).files.survey("summary", FileSummary, summary_of)
    cold = project(shop.parent, opened()).files.survey("summary", FileSummary, summary_of)
    warm = project(shop.parent, opened()).files.survey("summary", FileSummary, never)
    assert plain == cold == warm
    assert [*plain] == [*cold] == [*warm]
    assert len(plain) == 6


def test_a_survey_asks_about_changed_files_again(shop: Path, opened: Open) -> None:
    assert not project(shop.parent, opened()).files.summaries[str(shop / "manage.py")].signals
    (shop / "manage.py").write_text("import signal\n")
    (shop / "shop/models.py").unlink()
    (shop / "shop/tasks.py").write_text("")
    summaries = project(shop.parent, opened()).files.summaries
    assert summaries[str(shop / "manage.py")].signals
    assert str(shop / "shop/models.py") not in summaries
    assert str(shop / "shop/tasks.py") in summaries


def test_a_survey_sees_what_is_not_saved_and_keeps_nothing_of_it(shop: Path, opened: Open) -> None:
    path = str(shop / "manage.py")
    before = project(shop.parent, opened()).files.state
    unsaved = project(shop.parent, opened()).with_unsaved({path: b"import signal\n"})
    assert unsaved.files.summaries[path].signals
    assert unsaved.files.state != before
    assert not project(shop.parent, opened()).files.summaries[path].signals


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text there")
@unix
def test_what_cannot_be_read_is_said_in_each_run(tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    said: list[OSError] = []
    monkeypatch.setattr("flake8_signals.project.files.complain", said.append)
    for turn in (1, 2):
        assert Files(str(tmp_path), opened()).summaries
        assert len(said) == turn


def test_a_file_name_may_be_no_text(shop: Path, opened: Open) -> None:
    path = os.fsdecode(os.fsencode(shop) + b"/\xff.py")
    Path(path).write_text("")
    settle(shop)
    assert path in project(shop.parent, opened()).files.summaries
    assert path in project(shop.parent, opened()).files.survey("summary", FileSummary, never)
    assert module(Path(path), opened()).facts == FileFacts()


REPORTS = [(7, 4, "SIG004", "a message", "safe"), (9, 0, "SIG001", "another", "")]


def reported(
    shop: Path, cache: Cache, text: str | None = None, name: str = "shop/signals.py", **options: Any
) -> object:
    """What is remembered of the reports of a file."""
    path = shop / name
    return Results(project(shop.parent, cache, **options), cache).recall(str(path), text or path.read_text())


def report(shop: Path, cache: Cache, during: Callable[[], object] = bool, text: str | None = None) -> None:
    """A run that reports something; ``during`` happens while it runs."""
    path = shop / "shop/signals.py"
    linted = project(shop.parent, cache)
    results = Results(linted, cache)
    assert results.recall(str(path), path.read_text()) is None
    linted.modules.add(Module(str(path), "shop.signals", text=text or path.read_text(), cache=cache))
    results.remember(str(path), path.read_text(), REPORTS)
    during()
    results.finish()


def test_reports_are_remembered(shop: Path, opened: Open) -> None:
    report(shop, opened())
    assert reported(shop, opened()) == REPORTS


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda shop: (shop / "shop/models.py").write_text("a = 1\n"), id="another file"),
        pytest.param(lambda shop: (shop / "shop/tasks.py").write_text("a = 1\n"), id="a new file"),
        pytest.param(lambda shop: (shop / "shop/receivers.py").unlink(), id="a file less"),
        pytest.param(lambda shop: (shop / "requirements.txt").write_text("Django>=5\n"), id="its Django"),
    ],
)
def test_reports_are_forgotten_when_anything_in_the_project_changes(
    shop: Path, opened: Open, change: Callable[[Path], object]
) -> None:
    report(shop, opened())
    change(shop)
    assert reported(shop, opened()) is None
    report(shop, opened())
    assert reported(shop, opened()) == REPORTS


def test_reports_hold_where_nothing_but_times_changes(shop: Path, opened: Open) -> None:
    report(shop, opened())
    for path in shop.rglob("*.py"):
        os.utime(path)
    assert reported(shop, opened()) == REPORTS


def test_reports_are_those_of_one_text_and_of_some_options(shop: Path, opened: Open) -> None:
    report(shop, opened())
    assert reported(shop, opened(), text="# signals\n") is None
    assert reported(shop, opened(), name="shop/receivers.py") is None
    assert reported(shop, opened(), max_writes=2) is None
    assert reported(shop, opened()) == REPORTS


def test_reports_are_those_of_our_own_code(shop: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    report(shop, opened())
    monkeypatch.setattr("flake8_signals.lint.results._code", lambda: b"another rule")
    assert reported(shop, opened()) is None


@pytest.mark.parametrize("name", ["shop/models.py", "shop/tasks.py"])
@pytest.mark.parametrize("folders", ["new", "old"])
def test_reports_of_a_project_that_changes_meanwhile_are_not_kept(
    shop: Path, opened: Open, monkeypatch: pytest.MonkeyPatch, name: str, folders: str
) -> None:
    if folders == "old":
        begin(monkeypatch)
    path = shop / name
    before = path.read_text() if path.exists() else None
    report(shop, opened(), during=lambda: path.write_text("a = 1\n"))
    assert reported(shop, opened()) is None
    if before is None:
        path.unlink()
    else:
        path.write_text(before)
    assert reported(shop, opened()) is None


def test_old_folders_are_not_looked_through_again(shop: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(monkeypatch)
    with monkeypatch.context() as patched:
        report(shop, opened(), during=lambda: patched.setattr("flake8_signals.project.files.python_files", never))
    assert reported(shop, opened()) == REPORTS


def begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process have begun just now."""
    monkeypatch.setattr("flake8_signals.project.files.STARTED", time.time_ns())
    time.sleep(0.02)  # what the system's clock tells apart


def test_reports_that_an_unsaved_text_may_have_changed_are_not_kept(shop: Path, opened: Open) -> None:
    report(shop, opened(), text="# not what is on disk\n")
    assert reported(shop, opened()) is None


# --- whose it is -----------------------------------------------------------------------------------------------------


@unix
def test_a_folder_that_others_may_write_to_is_not_used(folder: Path, opened: Open) -> None:
    fill(opened())
    folder.chmod(0o770)
    assert not found(opened())
    folder.chmod(0o700)
    assert len(found(opened())) == 20


@unix
def test_a_file_that_others_may_write_to_is_not_used(folder: Path, opened: Open) -> None:
    fill(opened())
    (folder / NAME).chmod(0o666)
    assert not found(opened())


@unix
def test_what_belongs_to_somebody_else_is_not_used(folder: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(opened())
    user = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert bool(found(opened())) is (folder.stat().st_uid == 0)


@unix
@pytest.mark.parametrize("name", [NAME, f"{NAME}-journal", ""])
def test_links_are_refused(folder: Path, opened: Open, name: str) -> None:
    other = folder.parent / "other"
    if name:
        folder.mkdir(mode=0o700)
        other.write_bytes(b"precious")
    else:
        other.mkdir(mode=0o700)
    (folder / name if name else folder).symlink_to(other)
    fill(opened())
    assert not found(opened())
    assert other.read_bytes() == b"precious" if name else not [*other.iterdir()]


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE VIEW more AS SELECT 1",
        (
            "DROP TABLE answers; CREATE VIEW answers AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) "
            "SELECT x AS subject, x AS question, x AS answer, x AS used FROM n"
        ),
        "CREATE TRIGGER wipe AFTER INSERT ON answers BEGIN DELETE FROM answers; END",
    ],
)
def test_a_file_with_anything_else_in_it_is_replaced(folder: Path, opened: Open, planted: str) -> None:
    fill(opened())
    opened().close()
    with closing(sqlite3.connect(folder / NAME)) as connection:
        connection.executescript(planted)
    assert not found(opened())
    fill(opened())
    assert len(found(opened())) == 20


def test_only_its_user_may_read_it(folder: Path, opened: Open) -> None:
    mask = os.umask(0)
    try:
        fill(opened())
        opened().close()
    finally:
        os.umask(mask)
    assert (folder / NAME).stat().st_mode & 0o077 == 0


def test_a_user_whom_the_system_does_not_know_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_options: object) -> str:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("FLAKE8_SIGNALS_CACHE_DIR", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_dir", unknown)
    user_cache.cache_clear()
    assert user_cache() is None
    user_cache.cache_clear()


# --- the file --------------------------------------------------------------------------------------------------------


def test_nothing_is_opened_before_a_question(folder: Path, opened: Open) -> None:
    cache = opened()
    cache.flush()
    assert not folder.exists()


def test_a_run_that_finds_everything_writes_nothing(folder: Path, opened: Open) -> None:
    fill(opened())
    opened().close()
    before = (folder / NAME).stat()
    assert len(found(opened())) == 20
    opened().close()
    assert (folder / NAME).stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_it_stays_small_and_keeps_what_was_used_last(
    folder: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "LIMIT", 200_000)
    now = 1_700_000_000.0
    for day in range(60):
        monkeypatch.setattr(time, "time", lambda day=day: now + day * 100_000)
        cache = opened()
        cache.remember(cache.subject("text", day), "what", [day, "x" * 10_000])
        assert found(cache, 1) == [0]  # asked for every day
        cache.flush()
        assert (folder / NAME).stat().st_size < 260_000
    assert len(found(opened(), 60)) < 30
    assert {0, 59} <= {*found(opened(), 60)}


def test_processes_share_the_file(folder: Path, opened: Open) -> None:
    program = """
        import sys
        from tests.files.test_cache import Cache, fill, found
        cache = Cache(sys.argv[1])
        for _ in range(30):
            fill(cache)
            assert len(found(cache)) == 20
            cache.close()
            cache = Cache(sys.argv[1])
        cache.close()
    """
    command = [sys.executable, "-c", dedent(program), str(folder)]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(4)]
    assert [process.communicate()[1] for process in running] == [""] * 4
    assert len(found(opened())) == 20


@unix
def test_each_process_opens_it_for_itself(folder: Path, opened: Open) -> None:
    done = python(
        """
        import os, sys
        from tests.files.test_cache import Cache, fill, found
        cache = Cache(sys.argv[1])
        fill(cache, 10)
        mine = cache._connection
        if os.fork() == 0:
            assert len(found(cache, 20)) == 10
            fill(cache, 20)
            assert cache._connection is not mine
            cache.close()
            os._exit(0)
        assert os.wait()[1] == 0
        assert cache._connection is mine
        cache.remember(cache.subject("text", 20), "what", [20, ""])
        cache.close()
        """,
        folder,
    )
    assert done.returncode == 0, done.stderr
    assert found(opened(), 21) == [*range(21)]


@unix
def test_a_process_killed_as_it_writes_leaves_what_was_there(folder: Path, opened: Open) -> None:
    fill(opened())
    opened().close()
    python(
        """
        import os, signal, sys
        from tests.files.test_cache import Cache
        cache = Cache(sys.argv[1])
        connection = cache._connected()
        connection.execute("PRAGMA cache_size = 1")  # so that some of it is in the file already
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE answers SET answer = zeroblob(100000)")
        os.kill(os.getpid(), signal.SIGKILL)
        """,
        folder,
    )
    assert (folder / f"{NAME}-journal").exists()
    cache = opened()
    assert len(found(cache)) == 20
    fill(cache, 30)
    assert len(found(opened(), 30)) == 30


def heals(opened: Open) -> None:
    """Whatever happened to the file, every further run goes on, and soon they serve each other again."""
    for _ in range(3):
        found(opened())
        fill(opened())
    assert len(found(opened())) == 20


@pytest.mark.parametrize("size", [0, 7, 60, 100, 1000, 4096, 5000, 20_000, -1])
def test_a_truncated_file_is_replaced(folder: Path, opened: Open, size: int) -> None:
    fill(opened(), 200, 1000)
    opened().close()
    path = folder / NAME
    with path.open("r+b") as file:
        file.truncate(size if size >= 0 else path.stat().st_size + size)
    found(opened(), 200)
    heals(opened)


@pytest.mark.parametrize("size", [1, 100, 100_000])
def test_a_file_that_a_crash_left_full_of_zeros_is_replaced(folder: Path, opened: Open, size: int) -> None:
    folder.mkdir()
    (folder / NAME).write_bytes(b"\0" * size)
    heals(opened)


@pytest.mark.parametrize("seed", range(30))
def test_a_disk_that_changes_bytes_never_changes_an_answer(folder: Path, opened: Open, seed: int) -> None:
    fill(opened(), 50, 500)
    opened().close()
    chance = random.Random(seed)
    content = bytearray((folder / NAME).read_bytes())
    for _ in range(chance.choice([1, 10, 500])):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    (folder / NAME).write_bytes(content)
    found(opened(), 50)
    heals(opened)


@pytest.mark.parametrize("column", ["question", "answer", "used"])
@pytest.mark.parametrize("value", ["17", "'text'", "x'00'", "x'ff'"])
def test_whatever_stands_in_a_row_is_no_answer(folder: Path, opened: Open, column: str, value: str) -> None:
    fill(opened(), 2)
    opened().close()
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute(f"UPDATE answers SET {column} = {value}")
    connection.close()
    assert found(opened(), 2) == ([0, 1] if column == "used" else [])


def test_a_file_with_a_damaged_answer_is_replaced(folder: Path, opened: Open) -> None:
    """Where one answer was changed, the tree that leads to the others may have been, without an error to tell."""
    fill(opened())
    opened().close()
    with sqlite3.connect(folder / NAME) as connection:
        assert connection.execute(
            "UPDATE answers SET answer = zeroblob(9) WHERE subject IN (SELECT max(subject) FROM answers)"
        ).rowcount
    connection.close()
    assert len(found(opened())) < 20
    assert not (folder / NAME).exists()
    fill(opened())
    assert len(found(opened())) == 20


def foreign_text(path: Path) -> None:
    path.write_text("a letter to a friend\n" * 200)


def foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE answers (a, b)")
    connection.close()


@pytest.mark.parametrize("write", [foreign_text, foreign_database, lambda path: path.write_text("dear")])
def test_a_file_that_is_not_ours_is_left_alone(folder: Path, opened: Open, write: Callable[[Path], object]) -> None:
    folder.mkdir()
    write(folder / NAME)
    before = (folder / NAME).read_bytes()
    for _ in range(2):
        cache = opened()
        assert found(cache) == []
        fill(cache)
        assert len(found(cache)) == 20  # for as long as the process lasts
        cache.close()
    assert (folder / NAME).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_a_folder_in_its_place_is_left_alone(folder: Path, opened: Open) -> None:
    (folder / NAME).mkdir(parents=True)
    fill(opened())
    assert found(opened()) == []
    assert (folder / NAME).is_dir()


@pytest.mark.parametrize("change", ["RENAME TO replies", "RENAME COLUMN answer TO reply"])
def test_another_schema_under_our_name_is_replaced(folder: Path, opened: Open, change: str) -> None:
    fill(opened())
    opened().close()
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute(f"ALTER TABLE answers {change}")
    connection.close()
    heals(opened)


def test_a_lock_may_pass(folder: Path, opened: Open) -> None:
    fill(opened())
    cache = opened()
    assert found(cache, 1) == [0]
    other = sqlite3.connect(folder / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert found(cache, 3) == [0]
    other.execute("ROLLBACK")
    other.close()
    assert found(cache) == [0, *range(3, 20)]


def test_a_locked_file_is_done_without(folder: Path, opened: Open) -> None:
    fill(opened())
    opened().close()
    other = sqlite3.connect(folder / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache = opened()
    assert found(cache) == []
    fill(cache, 5)
    cache.close()
    other.execute("ROLLBACK")
    other.close()
    assert len(found(opened())) == 20


@pytest.mark.parametrize("for_long", [False, True])
def test_while_another_process_writes_it_is_only_read(folder: Path, opened: Open, for_long: bool) -> None:  # noqa: FBT001
    fill(opened(), 10)
    opened().close()
    other = sqlite3.connect(folder / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache = opened()
    assert len(found(cache)) == 10
    fill(cache, 20)
    if for_long:
        cache.close()  # which does not wait for ever
    other.execute("ROLLBACK")
    other.close()
    assert len(found(opened())) == (10 if for_long else 20)


def test_what_is_written_last_waits_for_another_process(folder: Path, opened: Open) -> None:
    fill(opened(), 10)
    opened().close()
    other = sqlite3.connect(folder / NAME, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    cache = opened()
    fill(cache, 20)
    cache.flush()
    done = Timer(1, other.execute, ["ROLLBACK"])  # longer than a run waits in between
    done.start()
    cache.close()
    done.join()
    other.close()
    assert len(found(opened())) == 20


def test_a_long_lock_passes_too(folder: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flake8_signals.files.cache._REST", 0.5)
    fill(opened(), 10)
    opened().close()
    other = sqlite3.connect(folder / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache = opened()
    began = time.monotonic()
    assert found(cache) == []
    assert time.monotonic() - began < 0.5  # most of them do not even try
    fill(cache, 20)
    cache.flush()
    other.execute("ROLLBACK")
    time.sleep(0.6)
    cache.flush()
    other.close()
    assert len(found(opened())) == 20


def test_others_read_while_much_is_written(opened: Open) -> None:
    fill(opened(), 50)
    opened().close()
    cache, other = opened(), opened()
    for number in range(5000):
        cache.remember(cache.subject("text", -number), "what", [number, "x" * 1000])
    connection = cache._connected()
    assert connection is not None
    rows: list[int] = []
    seen: list[int] = []

    def look(statement: str) -> None:
        if statement.startswith("INSERT"):
            rows.append(len(rows))
            if len(rows) % 100 == 0:
                seen.extend(found(other, len(rows) // 100)[-1:])

    connection.set_trace_callback(look)
    cache.flush()
    assert seen == [*range(50)]


def test_a_full_disk_is_done_without(opened: Open) -> None:
    cache = opened()
    fill(cache, 5)
    connection = cache._connected()
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 4")
    for number in range(5, 200):
        cache.remember(cache.subject("text", number), "what", [number, "x" * 1000])
    cache.flush()
    assert len(found(cache, 200)) == 200
    assert len(found(opened(), 200)) == 5


def test_a_read_only_disk_is_only_read(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(opened(), 10)
    opened().close()
    connect = sqlite3.connect

    def read_only(path: str, **details: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(f"file:{path}?mode=ro", uri=True, **details)
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)
    cache = opened()
    assert len(found(cache)) == 10
    fill(cache, 20)
    assert len(found(opened())) == 10


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(str(tmp_path / "file" / "cache"))
    fill(cache)
    assert len(found(cache)) == 20
    cache.close()
    assert found(Cache(str(tmp_path / "file" / "cache"))) == []


def test_a_file_that_breaks_as_it_is_written_is_replaced(folder: Path, opened: Open) -> None:
    fill(opened(), 200, 1000)
    cache = opened()
    assert cache._connected() is not None
    with (folder / NAME).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 200_000)
    fill(cache, 300)
    assert len(found(cache, 300)) == 300
    heals(opened)


def test_a_broken_file_that_cannot_be_removed_is_done_without(
    folder: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(path)

    folder.mkdir()
    (folder / NAME).write_bytes(b"\0" * 100)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        fill(opened())
        assert found(opened()) == []
    heals(opened)


# --- where it is -----------------------------------------------------------------------------------------------------


@pytest.fixture
def fresh() -> Iterator[None]:
    user_cache.cache_clear()
    yield
    user_cache.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_the_environment_says_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLAKE8_SIGNALS_CACHE_DIR", "kept")
    cache = user_cache()
    assert cache is not None
    fill(cache)
    cache.close()
    assert (tmp_path / "kept" / NAME).exists()
    assert user_cache() is cache


@pytest.mark.usefixtures("fresh")
def test_by_default_it_is_where_the_system_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLAKE8_SIGNALS_CACHE_DIR")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "home"))
    cache = user_cache()
    assert cache is not None
    fill(cache)
    cache.close()
    assert (tmp_path / "home" / NAME).exists()


@pytest.mark.usefixtures("fresh")
def test_a_user_without_a_home_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAKE8_SIGNALS_CACHE_DIR", "~nobody-of-this-name/cache")
    assert user_cache() is None


# --- whole runs ------------------------------------------------------------------------------------------------------


def importing(*arguments: str, folder: Path) -> tuple[str, set[str]]:
    """What flake8 reports, and the modules that it imports."""
    command = [sys.executable, "-X", "importtime", "-m", "flake8", "--isolated", "--signals-all", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    assert len(lines) == len(done.stderr.splitlines()), done.stderr
    return done.stdout, {line.rpartition("|")[2].strip() for line in lines}


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """A copy of the example project, and an empty cache."""
    monkeypatch.setenv("FLAKE8_SIGNALS_CACHE_DIR", str(folder))
    copy = tmp_path / "example"
    commands.write(copy, {str(path.relative_to(EXAMPLE)): path.read_text() for path in EXAMPLE.rglob("*.py")})
    settle(copy)
    return copy


def test_a_warm_run_parses_nothing_and_imports_no_libcst(example: Path) -> None:
    cold, modules = importing("-j1", folder=example)
    assert "SIG" in cold
    assert "libcst" in modules
    warm, modules = importing("-j1", folder=example)
    assert warm == cold
    assert "libcst" not in modules
    assert "flake8_signals.project.startup" not in modules


def test_a_changed_file_costs_no_libcst_for_the_others(example: Path) -> None:
    cold, _ = importing("-j1", folder=example)
    (example / "shop" / "unrelated.py").write_text("NUMBER = 1\n")
    warm, modules = importing("-j1", folder=example)
    assert warm == cold
    assert "flake8_signals.project.startup" in modules
    assert "libcst" not in modules


def test_a_file_alone_is_as_warm_as_the_project(example: Path) -> None:
    cold, _ = importing("-j1", folder=example)
    for path in {line.partition(":")[0] for line in cold.splitlines()}:
        alone, modules = importing("-j1", path, folder=example)
        assert alone.splitlines() == [line for line in cold.splitlines() if line.startswith(f"{path}:")]
        assert "libcst" not in modules


def test_workers_remember_too(example: Path) -> None:
    cold = commands.flake8("--isolated", "--signals-all", "-j2", folder=example)
    warm, modules = importing("-j1", folder=example)
    assert sorted(warm.splitlines()) == sorted(cold.stdout.splitlines())
    assert "libcst" not in modules


def test_without_a_cache_the_same_is_found_and_nothing_kept(example: Path, folder: Path) -> None:
    plain, modules = importing("-j1", "--signals-no-cache", folder=example)
    assert "flake8_signals.files.cache" not in modules
    assert not folder.exists()
    assert importing("-j1", folder=example)[0] == plain
    assert importing("-j1", folder=example)[0] == plain


def test_a_python_without_sqlite_finds_the_same(example: Path, folder: Path) -> None:
    program = """
        import sys
        sys.modules["sqlite3"] = None
        from flake8.main.cli import main
        sys.exit(main(["--isolated", "--signals-all", "-j1", sys.argv[1]]))
    """
    without = python(program, example)
    assert without.stderr == ""
    assert not folder.exists()
    assert without.stdout == python(program.replace('["sqlite3"]', '["nothing"]'), example).stdout


def test_what_does_not_parse_never_does(example: Path) -> None:
    name = "orders/signals.py"
    (example / name).write_text((example / name).read_text() + "\ndef signal(:\n")
    (example / "orders" / "zones.py").write_text("from orders.signals import *\n\nsignal.connect(signal)\n")

    def check(*arguments: str) -> str:
        return commands.flake8_signals("check", "--isolated", "--signals-all", "-j1", *arguments, folder=example).stdout

    plain = check("--signals-no-cache")
    assert f"{name}:" in plain
    assert "E999" in plain
    assert [check(), check(), check(), check(name), check(name)] == [
        *[plain] * 3,
        *[check("--signals-no-cache", name)] * 2,
    ]
    (example / "shop" / "unrelated.py").write_text("NUMBER = 1\n")
    assert check() == plain


def test_an_edit_counts_at_once(example: Path) -> None:
    cold, _ = importing("-j1", folder=example)
    path = example / next(line for line in cold.splitlines() if "SIG004" in line).partition(":")[0]
    before = path.read_text()
    path.write_text(before.replace("receiver", "no_longer"))
    assert importing("-j1", folder=example)[0] != cold
    path.write_text(before)
    assert importing("-j1", folder=example)[0] == cold


@pytest.mark.slow
def test_over_django_itself_the_cache_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import django

    root = Path(django.__file__).parent
    monkeypatch.setenv("FLAKE8_SIGNALS_CACHE_DIR", str(tmp_path))
    runs = [
        commands.flake8_signals(
            "check", "--isolated", "--signals-all", "--signals-root", str(root), *more, ".", folder=root
        )
        for more in [("--signals-no-cache",), (), (), ("--signals-max-writes", "1", "-j2")]
    ]
    assert "SIG" in runs[0].stdout
    assert {run.stdout for run in runs} == {runs[0].stdout}
    assert {run.stderr for run in runs} == {""}
