"""An expression has one value, whether the ``ast`` or libcst spells it."""

import ast

import libcst
from hypothesis import given
from hypothesis import strategies as st

from flake8_signals.syntax import from_libcst
from flake8_signals.syntax.scope import Scope
from flake8_signals.syntax.text import Text

MODULE = """\
from django.db.models import signals
from shop import *
import shop.models as models
SENDERS = {"a": models.Order, "b": models.Line}
PAIRS = [(models.Order, 1), (models.Line, 2)]
try:
    from shop import one
except ImportError:
    one = None
class Shop:
    def connect(self, sender, *args, **kwargs):
        here = [sender, self]
        for model, number in PAIRS:
            pass
"""

NAMES = st.sampled_from("signals models SENDERS PAIRS one self sender kwargs here model star list None True".split())

LITERALS = st.sampled_from(
    ["0", "1", "-1", "0x2", "1.5", "2j", "'a'", "b'a'", "'a' 'b'", "f'{one}'", "'a' f'b'", "..."]
)


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return expressions with others in them."""

    def spelled(*patterns: str) -> st.SearchStrategy[str]:
        return st.builds(str.format, st.sampled_from(patterns), inner, inner, inner)

    return st.one_of(
        spelled("({0}).name", "({0})[{1}]", "({0})[{1},]", "({0})[{1}, {2}]", "({0})[({1}, {2})]", "({0})[{1}:{2}]"),
        spelled("[{0}, {1}]", "({0}, {1})", "({0},)", "{{{0}, {1}}}", "{{{0}: {1}, **{2}}}", "[*{0}, {1}]", "(*{0},)"),
        spelled("({0})()", "({0})({1}, name={2})", "({0})(name={1}, *{2})", "({0})(*{1}, **{2})", "({0}).items()"),
        spelled("({0} or {1} or {2})", "({0} and {1})", "({0} if {1} else {2})", "({0} + {1})", "({0} == {1})"),
        spelled("(name := {0})", "(lambda x, y={0}, *z: {1})", "(not {0})", "(await ({0}))", "(yield {0})"),
        spelled("[{0} for x in {1}]", "{{{0} for x in {1}}}", "({0} for x in {1})", "{{{0}: {1} for x in {2}}}"),
    )


EXPRESSIONS = st.recursive(NAMES | LITERALS, larger, max_leaves=8)


def function_scope() -> Scope:
    """Return the scope of the method in the module, made anew: a scope remembers."""
    tree = ast.parse(MODULE)
    text = Text(MODULE.splitlines(keepends=True), "shop.signals")
    scope = Scope(text, tree)
    for name in ("Shop", "connect"):
        scope = Scope(text, next(node for node in scope.definitions if node.name == name), scope)
    return scope


@given(EXPRESSIONS)
def test_both_readers_say_the_same_of_an_expression(text: str) -> None:
    said = function_scope().resolve(ast.parse(f"({text})", mode="eval").body)
    assert repr(from_libcst.value_of(libcst.parse_expression(f"({text})"), function_scope())) == repr(said)
