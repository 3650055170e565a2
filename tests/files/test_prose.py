"""Words that are only spoken of are told from code by their line, and never the other way round."""

import io
import keyword
import tokenize
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from flake8_signals.files.prose import in_code, may_be_from_elsewhere


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
    for word in (b"ignal", b"signal"):
        assert not [*in_code(line.encode(), word)]
        assert not [*in_code(f"x = 1\r\n{line}\r\ny = 2\r\n".encode(), word)]


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
    assert len([*in_code(line.encode(), b"ignal")]) == 1
    assert len([*in_code(f"# a comment\r{line}\r# another\r".encode(), b"ignal")]) == 1
    assert len([*in_code(f"x = 1  # a signal\n{line}\n".encode(), b"ignal")]) == 1


def test_one_long_line_is_looked_at_in_parts() -> None:
    assert len([*in_code(b"# " + b"x" * 300 + b", signal", b"signal")]) == 1


def places(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield each name in the code of a text, with its place."""
    starts = [0]
    for line in io.BytesIO(content):
        starts.append(starts[-1] + len(line))
    for token in tokenize.tokenize(io.BytesIO(content).readline):
        if token.type == tokenize.NAME and token.string not in (*keyword.kwlist, *keyword.softkwlist):
            before = token.line[: token.start[1]].encode()
            yield token.string.encode(), starts[token.start[0] - 1] + len(before)


def test_no_name_in_real_code_is_taken_for_prose() -> None:
    seen = 0
    for path in sorted((Path(django.__file__).parent / "dispatch").rglob("*.py")):
        content = path.read_bytes()
        for name, at in places(content):
            assert at in in_code(content, name), (path, name)
            assert len(name) < 3 or at + 1 in in_code(content, name[1:]), (path, name)
            seen += 1
    assert seen > 500


@pytest.mark.parametrize(
    "text",
    [
        "import shop.signals\n",
        "from shop import (\n    orders,\n    signals,  # noqa: F401\n)\n",
        "from shop import orders, \\\n    signals\n",
        f"from shop import {'a_name, ' * 60} signals = 1\n",
        "@on_signal(post_save)\ndef save(): ...\n",
        "models.post_signal(1)\n",
        "(models.\n post_signal(1))\n",
        "models.\\\npost_signal(1)\n",
    ],
)
def test_a_name_may_be_from_elsewhere(text: str) -> None:
    for content in (text.encode(), text.replace("\n", "\r\n").encode()):
        assert may_be_from_elsewhere(content, content.index(b"ignal"))


@pytest.mark.parametrize("text", ["signal = 1\n", "save(signal=1)\n", "for signal in 1:\n    x = 2\n", "'signal'\n"])
def test_other_names_are_not(text: str) -> None:
    assert not may_be_from_elsewhere(text.encode(), text.index("ignal"))
