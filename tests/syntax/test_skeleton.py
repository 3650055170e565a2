"""What a skeleton leaves out of a module's text, and what it does not dare to."""

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from flake8_signals.syntax.module import Module
from flake8_signals.syntax.skeleton import skeleton

LEFT_OUT = {
    "a function": """
        def price(order):
            total = 0
            return total
    """,
    "a method, and one that is async": """
        class Order:
            async def price(self):
                return self.total

            def weight(self):
                return 0
    """,
    "parameters on lines of their own": """
        def price(
            order,
            rates={"a": (1, 2)},
        ) -> int:  # in cents
            return order.total
    """,
    "parameters that hang": """
        def price(order,
                  rates=None):
            return order.total
    """,
    "what imports": """
        def price(order: Order) -> int:
            from shop import rates  # in cents (an import)
            from shop.taxes import (  # noqa: import-outside
                vat,  # the (usual) one
                duty,
            )  # yes
            important = rates[order]
            import json
            return important
    """,
    "what imports and does nothing else": """
        def load():
            total = 1
            import shop.taxes
    """,
    "what imports below a docstring, which says that it does": '''
        def price(order):
            """In cents, as in
            from shop import rates
            """
            from shop import rates
            return rates[order]
    ''',
    "what does not define, for all that it says": """
        def price(order):
            # A class of orders, and its def ault.
            return order.total
    """,
    "parameters of which one has a default that says something": """
        def price(order: Order, rates: dict = {"a": watch.connect(1)}, /, *others, vat: int, **options) -> int:
            return order.total
    """,
    "a comment that stands further left": """
        def price(order):
            total = order.total
        # For now.
            return total
    """,
    "tabs": """
        def price(order):
        \treturn order.total
    """,
    "blank lines below": """
        def price(order):

            return order.total


        RATE = 2
    """,
}

KEPT = {
    "a function on one line": "def price(order): return order.total\n",
    "stubs above their function": """
        def price(order: int) -> int: ...
        def price(
            order: str
        ) -> int: ...
    """,
    "what imports in one of its branches": """
        def price(order):
            if order:
                from shop import rates
            return rates[order]
    """,
    "an import with something behind it": """
        def price(order):
            from shop import rates; rates.load()
            return rates[order]
    """,
    "an import that goes on": """
        def price(order):
            from shop import \\
                rates
            return rates[order]
    """,
    "an import that may stand in a string": '''
        def price(order):
            order.note = """As in
            from shop import rates
            """
            return order.total
    ''',
    "an import that may stand in a string below the docstring": '''
        def price(order):
            """In cents."""
            order.note = """
            from shop import rates
            """
            return order.total
    ''',
    "an import behind a docstring": '''
        def price(order):
            """In cents."""; from shop import rates
            return rates[order]
    ''',
    "what defines": """
        def price(order):
            def rate():
                return 2
            return rate() * order.total
    """,
    "ready()": """
        class ShopConfig:
            def ready(self):
                self.rates = 2
    """,
    "what ends in the middle of a string": '''
        def price(order):
            return """
        Total
        """
    ''',
    "a docstring that ends further left": '''
        def price(order):
            """
            In cents.

        """
            return order.total
    ''',
    "what a string says": '''
        TEXT = """
        def price(order):
            return order.total """
    ''',
    "a module that cannot be parsed": """
        def price(order:
            return order.total
    """,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LEFT_OUT.items()])
def test_a_body_is_left_out_and_found_again(text: str, tmp_path: Path) -> None:
    text = dedent(text).lstrip("\n")
    short = skeleton(text)
    assert short.shortened
    assert short.text.count("\n") == text.count("\n")
    assert len(short.text) < len(text) + len("pass") * len(short.shortened)
    (tmp_path / "shop.py").write_text(text)
    module = Module(str(tmp_path / "shop.py"), "shop")
    given = Module(str(tmp_path / "shop.py"), "shop", tree=ast.parse(text))
    names = [function.qualname for function in module.outline.functions]
    assert names
    assert module.outline == given.outline
    for name in names:
        function, same = module.function(name), given.function(name)
        assert function is not None
        assert function == same
        assert module.body(function) == given.body(function)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in KEPT.items()])
def test_a_text_is_kept_as_it_is(text: str) -> None:
    text = dedent(text).lstrip("\n")
    assert skeleton(text) == (text, frozenset())


def test_what_is_kept_of_a_function_is_kept_whole() -> None:
    text = "def outer():\n    def inner():\n        return 1\n    return inner\n\n\ndef other():\n    return 2\n"
    assert skeleton(text).shortened == {7}


def test_a_function_that_may_hold_a_fact_is_left_out_until_facts_are_asked_for(tmp_path: Path) -> None:
    text = dedent("""
        from shop.signals import paid

        class Shop:
            class Counter:
                def watch(self, order: Order):
                    paid.connect(order.close)

            def count(self):
                return self.total

        if DEBUG:
            def debug(order):
                paid.send(order)
    """)
    assert skeleton(text).shortened == {6, 9, 13}
    (tmp_path / "shop.py").write_text(text)
    module = Module(str(tmp_path / "shop.py"), "shop")
    assert len(module.outline.functions) == 3
    given = Module(str(tmp_path / "shop.py"), "shop", tree=ast.parse(text))
    assert module.facts == given.facts
    assert len(module.facts.connections) == len(module.facts.sends) == 1


def test_what_resets_a_list_of_receivers_is_found_in_a_function_that_was_left_out(tmp_path: Path) -> None:
    text = dedent("""
        from shop.signals import paid

        paid.receivers += [ship]

        def watch(order):
            add = paid.connect
            add(order.close)
    """)
    assert skeleton(text).shortened == {6}
    (tmp_path / "shop.py").write_text(text)
    assert Module(str(tmp_path / "shop.py"), "shop").facts.list_changes == ()
    (tmp_path / "shop.py").write_text(text.replace("paid.connect", "paid.watch"))
    assert Module(str(tmp_path / "shop.py"), "shop").facts.list_changes


def test_a_skeleton_that_cannot_be_parsed_gives_way_to_the_whole_text(tmp_path: Path) -> None:
    text = 'def rate(x="a:\\\n"):\n    return x\n\n\ndef price(a=lambda:\n        2):\n    return 3\n'
    ast.parse(text)
    (tmp_path / "shop.py").write_text(text)
    assert [f.qualname for f in Module(str(tmp_path / "shop.py"), "shop").outline.functions] == ["rate", "price"]


def test_a_function_that_cannot_be_parsed_is_not_there_and_its_module_is(tmp_path: Path) -> None:
    text = "RATE = 2\n\n\ndef price(order):\n    return = 1\n\n\nclass Order:\n    def price(self):\n        return )\n"
    (tmp_path / "shop.py").write_text(text)
    module = Module(str(tmp_path / "shop.py"), "shop")
    assert module.outline.names == ("RATE", "price", "Order")
    assert module.function("price") is None
    assert module.function("Order.price") is None
    assert module.calls("price") == ()
