"""The value that a name has before a statement of a function, where straight-line code tells it."""

import ast

import pytest

from flake8_signals.syntax.blocks import value_before


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("model = Order", "Order"),
        ("model: type = Order", "Order"),
        ("model = Order\nmodel = Line", "Line"),
        ("model = Order\nprint(model)", "Order"),
        ("model = model.base", None),
        ("model = Order\nif paid:\n    model = Line", None),
        ("model = Order\ndel model", None),
        ("model = Order\ntry:\n    pass\nexcept ValueError as model:\n    pass", None),
        ("model = Order\nmatch paid:\n    case [*model]:\n        pass", None),
        ("model = Order\nmatch paid:\n    case {**model}:\n        pass", None),
        ("model = Order\nmatch paid:\n    case 1 as model:\n        pass", None),
        ("print(1)", None),
    ],
)
def test_the_last_value_is_the_one(before: str, told: str | None) -> None:
    lines = "\n".join(f"    {line}" for line in f"{before}\nconnect(model)".splitlines())
    function = ast.parse(f"def ready():\n{lines}\n").body[0]
    assert isinstance(function, ast.FunctionDef)
    found = value_before("model", function.body[-1], function)
    assert (None if found is None else ast.unparse(found)) == told
