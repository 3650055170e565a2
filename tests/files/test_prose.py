"""Words that are only spoken of are told from code by their line, and never the other way round."""

import io
import keyword
import tokenize
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from flake8_signals.files.prefilter import may_hold_facts, mentions_signals
from flake8_signals.files.prose import in_code


@pytest.mark.parametrize(
    "line",
    [
        "# from shop import signals",
        "    # signals.order_paid",
        "x = 1  # see shop.signals",
        "This is sent by a signal.",
        "The signal is sent when",
    ],
)
def test_prose_is_no_code(line: str) -> None:
    for word in ("ignal", "signal"):
        assert not [*in_code(line, word)]
        assert not [*in_code(line.encode(), word.encode())]
        assert not [*in_code(f"x = 1\r\n{line}\r\ny = 2\r\n".encode(), word.encode())]


@pytest.mark.parametrize(
    "line",
    [
        "from shop.signals import order_paid",
        "import signals as s",
        "from shop import (signals)",
        "    signals,",
        "lazy import signals",
        "x = '#' + signal",
        'x = "#", signal',
        "x = 1if signal else 2",
        "type Signal = int",
        "match signal:",
        "case Signal():",
        "signal . send(1)",
        "django .signals",
        "django . signals",
        "not signal",
        "'''# ''' + signal",
        "ü signal",
        "import_module('shop.signals')",
    ],
)
def test_what_may_be_code_is_kept(line: str) -> None:
    assert [*in_code(line, "ignal")] == [line.index("ignal")]
    assert len([*in_code(f"# a comment\r{line}\r# another\r".encode(), b"ignal")]) == 1
    assert len([*in_code(f"x = 1  # a signal\n{line}\n", "ignal")]) == 1


def test_one_long_line_is_looked_at_in_parts() -> None:
    assert len([*in_code("# " + "x" * 300 + ", signal", "signal")]) == 1


def names(path: Path) -> Iterator[tuple[str, str, int]]:
    """Yield the text of a file, and each name in its code with its place."""
    text = path.read_text(encoding="utf-8")
    starts = [0]
    for line in io.StringIO(text):
        starts.append(starts[-1] + len(line))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME and token.string not in (*keyword.kwlist, *keyword.softkwlist):
            yield text, token.string, starts[token.start[0] - 1] + token.start[1]


def test_no_name_in_real_code_is_taken_for_prose() -> None:
    seen = 0
    for path in sorted((Path(django.__file__).parent / "dispatch").rglob("*.py")):
        for text, name, at in names(path):
            assert at in in_code(text, name), (path, name)
            assert at + 1 in in_code(text, name[1:] or name) or len(name) < 3, (path, name)
            seen += 1
    assert seen > 500


def test_a_file_that_only_speaks_of_signals_does_not_matter() -> None:
    speaks = '"""Without any signal.\n\nThe receiver of it is told by AppConfig.\n"""\n\n# post_save.Signal()\n'
    assert not mentions_signals(speaks)
    assert not mentions_signals(speaks.encode())
    assert not may_hold_facts(speaks.encode())
    assert mentions_signals(f"{speaks}from shop import signals\n")
