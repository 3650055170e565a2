"""The conditions of what a function does keep their polarity."""

import textwrap

import pytest

from flake8_signals.syntax.conditions import holds, names_in, opposite, renamed, settled
from flake8_signals.syntax.module import Module

BODIES = {
    "if created: DO": ["created"],
    "if not created: DO": ["not created"],
    "if raw or created: return\nDO": ["not raw", "not created"],
    "if raw and created: return\nDO": ["not (raw and created)"],
    "if not created: return\nif raw: return\nDO": ["created", "not raw"],
    "if created and not raw: DO": ["created", "not raw"],
    "if created: pass\nelse: DO": ["not created"],
    "if created: pass\nelif raw: DO": ["not created", "raw"],
    "if created: pass\nelif raw: pass\nelse: DO": ["not created", "not raw"],
    "if created:\n    if raw: return\nDO": ["not (created and raw)"],
    "if created:\n    if raw: return\n    DO": ["created", "not raw"],
    "if kwargs['raw'] or not kwargs.get('created'): return\nDO": ["not raw", "created"],
    "if kwargs.get('update_fields') is None: DO": ["update_fields is None"],
    "if using is not None: return\nDO": ["using is None"],
    "if using == 'a': return\nDO": ["using != 'a'"],
    "if instance.total > 3: return\nDO": ["not instance.total > 3"],
    "if instance.total in (1, 2): return\nDO": ["instance.total not in (1, 2)"],
    "assert created\nDO": ["created"],
    "if raw: raise ValueError\nDO": ["not raw"],
    "created and DO": ["created"],
    "created or DO": ["not created"],
    "DO if created else None": ["created"],
    "None if created else DO": ["not created"],
    "for line in lines:\n    if line.done: continue\n    DO": ["not line.done"],
    "for line in lines:\n    if line.done: break\nDO": [],
    "[DO for line in lines if line.new]": ["line.new"],
    "while created: DO": ["created"],
    "match using:\n    case 'a' | 'b': DO": ["using == 'a' or using == 'b'"],
    "match using:\n    case 'a': pass\n    case _: DO": ["using != 'a'"],
    "match using:\n    case 'a' if raw: DO": ["using == 'a'", "raw"],
    "try: DO\nexcept ValueError: pass": [],
    "try: x()\nexcept (KeyError, ValueError): DO": ["(KeyError, ValueError) is raised"],
    "try: x()\nexcept ValueError: return\nDO": ["ValueError is not raised"],
    "try: x()\nexcept ValueError: y()\nelse: DO": ["ValueError is not raised"],
    "try: x()\nexcept (KeyError, ValueError): y()\nexcept TypeError: z()\nelse: DO": [
        "(KeyError, ValueError) is not raised",
        "TypeError is not raised",
    ],
    "try: x()\nexcept ValueError: y()\nelse: z()\nDO": [],
    "try: x()\nexcept ValueError: y()\nfinally: DO": [],
    "try: x()\nexcept ValueError:\n    if raw: return\nDO": ["not (ValueError is raised and raw)"],
    "def later():\n    if raw: DO\nif created: later()": ["created", "raw"],
    "if True: DO": [],
    "if bool(created): DO": ["created"],
}


@pytest.mark.parametrize(("body", "expected"), BODIES.items(), ids=list(BODIES))
def test_conditions_say_which_way(body: str, expected: list[str]) -> None:
    text = "def h(sender, instance, created, raw, using, **kwargs):\n"
    text += textwrap.indent(body.replace("DO", "instance.save()"), "    ") + "\n"
    module = Module("/shop/signals.py", "shop.signals", text=text)
    function = module.function("h")
    assert function is not None
    [save] = [effect for effect in module.body(function).effects if effect.kind == "save"]
    assert list(save.when) == expected


def test_what_cannot_be_told_is_a_condition_all_the_same(recwarn: pytest.WarningsRecorder) -> None:
    assert holds("(") == ("…",)
    assert holds("x" * 2000) == ("…",)
    assert holds("-" * 990 + "1") == ("…",)
    assert holds("f" + "(" * 300 + ")" * 300) == ("…",)
    assert opposite(("…",)) == ("…",)
    assert holds(r"x == '\d'") == (r"x == '\\d'",)
    assert not recwarn.list
    assert renamed("not (", {"a": "b"}) == "not ("


def test_a_called_functions_conditions_are_told_in_the_callers_words() -> None:
    assert renamed("order.paid and 'order' != order", {"order": "instance"}) == "instance.paid and 'order' != instance"
    assert renamed("ValueError is raised", {"ValueError": "x"}) == "ValueError is raised"


def test_the_opposite_of_the_opposite() -> None:
    assert opposite(opposite(("ValueError is raised",))) == ("ValueError is raised",)
    assert opposite(opposite(("created",))) == ("created",)


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ("True", ""),
        ("None", None),
        ("not None", ""),
        ("not raw", "not raw"),
        ("raw", "raw"),
        ("None is None", ""),
        ("None is not None", None),
        ("1 is None", None),
        ("'a' is not None", ""),
        ("1 is 1", "1 is 1"),
        ("'a' == 'b'", None),
        ("'a' != 'b'", ""),
        ("'a' in ('a', 'b')", ""),
        ("'a' not in ('a', 'b')", None),
        ("1 < 2", "1 < 2"),
        ("'a' == other", "'a' == other"),
        ("True and raw", "raw"),
        ("False and raw", None),
        ("False or raw", "raw"),
        ("True or raw", ""),
        ("True and True", ""),
        ("raw and True and created", "raw and created"),
        ("raw(", "raw("),
    ],
)
def test_constants_decide_their_part_of_a_condition(condition: str, left: str | None) -> None:
    assert settled(condition) == left


def test_the_names_of_a_condition() -> None:
    assert names_in("raw or instance.paid") == {"raw", "instance"}
    assert names_in("raw(") == frozenset()
