"""What holds of fixes whatever the text looks like: generated handlers and signals, mended in memory."""

import ast
import io
import tempfile
import tokenize
from collections import Counter
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.fixing import mended

BREAKS = ["", " ", "\n    ", "\n\n        ", "  # a comment\n    ", "\n    # a comment of its own\n    "]

PARAMETERS = ["a", "b=1", "c: int", "d: 'str' = (1, 2)", "e={'k': [1]}", "*", "*args", "/", "kwargs", "_kwargs=None"]

ARGUMENTS = ["providing_args=['x', 'y']", "providing_args=(\n'x',  # what\n)", "use_caching=True", "['x']", "True"]

HEAD = "from django.db.models.signals import post_save\nfrom django.dispatch import Signal, receiver\n\n\n"


@st.composite
def listed(draw: st.DrawFn, items: list[str]) -> str:
    """Draw some of the items in any order, in brackets, with commas and breaks of every kind between them."""
    chosen = draw(st.lists(st.sampled_from(items), max_size=5, unique=True))
    text = draw(st.sampled_from(BREAKS)) + draw(st.sampled_from(BREAKS)) * bool(chosen)
    for index, item in enumerate(chosen):
        last = index == len(chosen) - 1
        comma = draw(st.sampled_from(["", ","])) if last else ","
        text += item + draw(st.sampled_from(BREAKS)) + comma + draw(st.sampled_from(BREAKS))
    return f"({text})"


def tokens(text: str) -> list[str]:
    """Return the tokens that mean something, comments among them."""
    beside = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    return [t.string for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type not in beside]


def is_python(text: str) -> bool:
    try:
        compile(text, "<generated>", "exec")
    except SyntaxError:
        return False
    return True


def fixed(text: str, code: str) -> str:
    """Return the text of a signals module once it is fixed, which is the same once it is fixed again."""
    with tempfile.TemporaryDirectory() as folder:
        once, outcome = mended(Path(folder), {"shop/signals.py": text}, code)
        assert not outcome.refused
        again, then = mended(Path(folder), once, code)
    assert again == once
    assert not then.fixed
    return once["shop/signals.py"]


def signal(providing_args: object = None, use_caching: object = None) -> tuple[object, object]:
    """Take what ``Signal`` took before Django 4.0."""
    return providing_args, use_caching


@given(listed(PARAMETERS), st.sampled_from(["", " -> None"]), st.sampled_from(["\n    pass\n", " return 1\n"]))
def test_every_parameter_list_gets_a_last_one(parameters: str, returns: str, body: str) -> None:
    text = f"{HEAD}@receiver(post_save)\ndef handle{parameters}{returns}:{body}"
    assume(is_python(text))
    after = fixed(text, "SIG004")
    before, now = (
        next(node for node in ast.walk(ast.parse(each)) if isinstance(node, ast.arguments)) for each in (text, after)
    )
    assert now.kwarg is not None
    name = now.kwarg.arg
    assert name.lstrip("_") == "kwargs"
    now.kwarg = None
    assert ast.dump(now) == ast.dump(before)
    # Nothing else is there that was not, and nothing is lost: no comment, and no name but the new one.
    new = tokens(after)
    new.remove("**")
    new.remove(name)
    assert [token for token in new if token != ","] == [token for token in tokens(text) if token != ","]


@given(listed(ARGUMENTS))
def test_every_signal_loses_its_arguments_and_no_comment(arguments: str) -> None:
    text = f"{HEAD}paid = Signal{arguments}\n"
    assume(is_python(text))
    try:
        providing_args, use_caching = eval(f"signal{arguments}")
    except TypeError:
        assume(False)
    assume(providing_args is not True)  # which today is use_caching
    after = fixed(text, "SIG005")
    comments = Counter(token for token in tokens(after) if token.startswith("#"))
    assert comments["# Arguments: x, y"] + comments["# Arguments: x"] == bool(providing_args)
    del comments["# Arguments: x, y"], comments["# Arguments: x"]
    assert comments == Counter(token for token in tokens(text) if token.startswith("#"))
    call = next(node for node in ast.walk(ast.parse(after)) if isinstance(node, ast.Call))
    assert [ast.unparse(keyword) for keyword in call.keywords] == ["use_caching=True"] * bool(use_caching)
    assert not call.args
