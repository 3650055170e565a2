"""Of several definitions with one name, the one on the line that is asked for is found."""

from flake8_signals.syntax.module import Module

TEXT = """\
if FAST:
    class Order:
        def save(self, first):
            return 1
else:
    class Order:
        def save(self, second):
            return 2


def ship(sender):
    return 1


def ship(order):
    return 2
"""


def parameters(qualname: str, line: int) -> list[str]:
    """Return the names of the parameters of a function of the text."""
    function = Module("shop.py", "shop", text=TEXT).function(qualname, line)
    return [parameter.name for parameter in function.signature.parameters] if function is not None else []


def test_the_one_on_the_line_or_else_the_last() -> None:
    assert parameters("ship", 11) == ["sender"]
    assert parameters("ship", 15) == ["order"]
    assert parameters("ship", 0) == ["order"]
    assert parameters("pack", 0) == []


def test_that_of_the_class_around_the_line() -> None:
    assert parameters("Order.save", 3) == ["self", "first"]
    assert parameters("Order.save", 7) == ["self", "second"]
    assert parameters("Order.save", 0) == ["self", "second"]
