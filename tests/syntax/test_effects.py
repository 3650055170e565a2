"""What a function does, under which guards, how often and when; and how it uses what it is given."""

import ast
import textwrap
from pathlib import Path

import pytest

from flake8_signals.syntax.facts import Effect, Use
from flake8_signals.syntax.functions import _definition
from flake8_signals.syntax.limits import bounded
from flake8_signals.syntax.module import Module
from flake8_signals.syntax.statements import ast_statements, statements
from flake8_signals.syntax.text import Unanalysable
from flake8_signals.syntax.values import Collection, Literal
from tests.support.handlers import body_of, did, used


def handler(body: str, parameters: str = "sender, instance, created, raw, **kwargs") -> str:
    """Return a handler with this body."""
    return f"def handler({parameters}):\n" + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"


def effects(body: str, parameters: str = "sender, instance, created, raw, **kwargs") -> dict[str, Effect]:
    """Return the effects of a handler with this body, by what they are."""
    return {did(effect): effect for effect in body_of(handler(body, parameters)).effects}


def uses(body: str, parameters: str = "sender, instance, action, **kwargs") -> list[str]:
    """Return how a handler with this body uses what it is given."""
    return [used(use) for use in body_of(handler(body, parameters)).uses]


def save(body: str) -> Effect:
    """Return the only save of the instance in a handler with this body."""
    (found,) = (e for e in body_of(handler(body)).effects if did(e) == "save <instance>")
    return found


# --- Guards ----------------------------------------------------------------------------------------------------------

GUARDED = {
    "if": ("if created: instance.save()", {"created"}),
    "not": ("if not created: instance.save()", {"created"}),
    "else": ("if created: pass\nelse: instance.save()", {"created"}),
    "elif": ("if created: pass\nelif raw: instance.save()", {"created", "raw"}),
    "and": ("if created and not raw: instance.save()", {"created", "raw"}),
    "short circuit": ("created and instance.save()", {"created"}),
    "expression": ("instance.save() if created else None", {"created"}),
    "attribute": ("if instance.status == 'new': instance.save()", {"instance", "instance.status"}),
    "deep attribute": ("if instance.a.b: instance.save()", {"instance", "instance.a.b"}),
    "attribute of a call": ("if check(instance).result: instance.save()", {"check", "instance"}),
    "hasattr": ("if hasattr(instance, '_flag'): instance.save()", {"instance", "instance._flag"}),
    "getattr": ("if getattr(instance, '_flag', False): instance.save()", {"instance", "instance._flag"}),
    "call": ("if check(instance, new=created): instance.save()", {"check", "instance", "created"}),
    "key": ("if kwargs['update_fields']: instance.save()", {"update_fields"}),
    "get": ("if kwargs.get('update_fields'): instance.save()", {"update_fields"}),
    "local": ("new = created\nif new: instance.save()", {"new", "created"}),
    "local of a key": ("fields = kwargs['update_fields']\nif fields: instance.save()", {"update_fields"}),
    "local of a local": ("a = created\nb = a\nif b: instance.save()", {"a", "b", "created"}),
    "local set under a guard": ("a = 0\nif created: a = 1\nif a: instance.save()", {"a", "created"}),
    "annotated local": ("new: bool = created\nif new: instance.save()", {"new", "created"}),
    "walrus": ("if (new := created): instance.save()", {"new", "created"}),
    "return": ("if not created: return\ninstance.save()", {"created"}),
    "return from inside": ("if created:\n    if raw:\n        return\ninstance.save()", {"created", "raw"}),
    "return in one of two": ("if created: pass\nelif raw: return\ninstance.save()", {"created", "raw"}),
    "return from a loop": ("for x in y:\n    if raw:\n        return\ninstance.save()", {"raw"}),
    "continue": ("for x in y:\n    if raw:\n        continue\n    instance.save()", {"raw"}),
    "break": ("while created:\n    if raw:\n        break\n    instance.save()", {"created", "raw"}),
    "left at once by return": ("for x in y:\n    instance.save()\n    return", {"<loop>"}),
    "left at once after others": (
        "for x in y:\n    if raw:\n        continue\n    instance.save()\n    break",
        {"<loop>", "raw"},
    ),
    "left at once by break": ("for x in y:\n    if raw:\n        instance.save()\n        break", {"<loop>", "raw"}),
    "raise": ("if raw: raise ValueError\ninstance.save()", {"raw"}),
    "assert": ("assert created\ninstance.save()", {"created"}),
    "while": ("while created: instance.save()", {"created"}),
    "match": ("match created:\n    case True: instance.save()", {"created"}),
    "match with a condition": ("match raw:\n    case x if created: instance.save()", {"raw", "created"}),
    "try": ("try: instance.save()\nexcept ValueError: pass", {"<try>"}),
    "except": ("try: pass\nexcept ValueError: instance.save()", {"<except>"}),
    "return in except": ("try: pass\nexcept ValueError: return\ninstance.save()", {"<except>"}),
    "except group": ("try: pass\nexcept* ValueError: instance.save()", {"<except>"}),
    "suppress": ("from contextlib import suppress\nwith suppress(ValueError): instance.save()", {"<try>"}),
    "with": ("with muted(): instance.save()", {"<with>"}),
    "comprehension": ("[instance.save() for x in y if created]", {"created"}),
    "nested function": ("def save(): instance.save()\nif created: save()", {"created"}),
    "in a nested function": ("def save():\n    if created: instance.save()\nsave()", {"created"}),
}


@pytest.mark.parametrize(("body", "guards"), GUARDED.values(), ids=list(GUARDED))
def test_guards(body: str, guards: set[str]) -> None:
    assert set(save(body).guards) == guards


UNGUARDED = {
    "plain": "instance.save()",
    "after an if": "if created: pass\ninstance.save()",
    "before a return": "instance.save()\nif created: return",
    "finally": "try: pass\nfinally: instance.save()",
    "raised anew": "try: pass\nexcept ValueError: raise KeyError\ninstance.save()",
    "atomic": "with transaction.atomic(): instance.save()",
    "else of a loop": "for x in y: pass\nelse: instance.save()",
    "else of while": "while created: pass\nelse: instance.save()",
    "constant": "if True: instance.save()",
    "semicolon": "x = 1; instance.save()",
}


@pytest.mark.parametrize("body", UNGUARDED.values(), ids=list(UNGUARDED))
def test_no_guards(body: str) -> None:
    assert not save(body).guards


def test_what_is_never_reached_is_no_effect() -> None:
    assert not effects("return\ninstance.save()")
    assert not effects("if raw:\n    raise ValueError\n    instance.save()\n")
    assert list(effects("for x in y:\n    break\n    instance.save()\ninstance.delete()")) == ["delete <instance>"]


# --- How often, and when ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "for x in y: instance.save()",
        "while raw: instance.save()",
        "[instance.save() for x in y]",
        "{instance.save() for x in y}",
        "{x: instance.save() for x in y}",
        "any(instance.save() for x in y for z in x)",
        "[instance.save() for (x, [z, *y[0]]) in y]",
        "def save(): instance.save()\nfor x in y: save()",
    ],
)
def test_loops(body: str) -> None:
    assert save(body).in_loop


def test_what_a_loop_goes_through_is_asked_once() -> None:
    assert not effects("for x in Order.objects.all(): pass")["query shop.models.Order"].in_loop
    assert not effects("[x for x in Order.objects.all()]")["query shop.models.Order"].in_loop


@pytest.mark.parametrize(
    ("body", "saved"),
    [
        ("for order in Order.objects.all(): order.save()", "save shop.models.Order"),
        ("for order in instance.orders.all(): order.save()", "save <instance>.orders"),
        ("[order.save() for order in Order.objects.all()]", "save shop.models.Order"),
        ("[o.save() for o, p in zip(Order.objects.all(), y)]", "save ?"),
        ("order, created = Order.objects.get_or_create(pk=1)\norder.save()", "save shop.models.Order"),
        ("order = None\nif raw: order = Order.objects.get()\norder.save()", "save shop.models.Order"),
        ("with open('x') as file: file.save()", "save ?"),
    ],
)
def test_what_a_name_stands_for(body: str, saved: str) -> None:
    assert saved in effects(body)


@pytest.mark.parametrize(
    "body",
    [
        "transaction.on_commit(lambda: instance.save())",
        "transaction.on_commit(instance.save)",
        "transaction.on_commit(partial(instance.save))",
        "transaction.on_commit(func=partial(instance.save), using='other')",
        "transaction.on_commit(partial(partial(instance.save), using='x'))",
        "connection.on_commit(lambda: instance.save())",
        "def save(): instance.save()\ntransaction.on_commit(save)",
        "def save(): instance.save()\ntransaction.on_commit(partial(save))",
        "def save(): instance.save()\ntransaction.on_commit(lambda: save())",
        "@transaction.on_commit\ndef save(): instance.save()",
    ],
)
def test_what_waits_for_the_commit(body: str) -> None:
    assert save(body).deferred


def test_a_task_may_wait_for_the_commit_itself() -> None:
    body = "from shop.tasks import ship, pack\nship.delay_on_commit(1)\npack.delay(1)"
    assert {name: effect.deferred for name, effect in effects(body).items()} == {
        "task shop.tasks.ship": True,
        "task shop.tasks.pack": False,
    }


@pytest.mark.parametrize(
    "body",
    [
        "lambda: instance.save()",
        "def save(): instance.save()",
        "def save():\n    instance.save()\nsubmit(save)",
        "class Saver:\n    def save(self): instance.save()",
        "partial(instance.save)",
    ],
)
def test_what_is_defined_and_never_called(body: str) -> None:
    assert "save <instance>" not in effects(body)


def test_what_on_commit_is_given_may_be_anything() -> None:
    assert list(effects("transaction.on_commit(make(instance))")) == []
    assert list(effects("from x import make\ntransaction.on_commit(make(instance))")) == ["call x.make"]
    assert list(effects("from functools import partial\ntransaction.on_commit(partial())")) == [
        "call functools.partial"
    ]


def test_what_is_awaited() -> None:
    text = "async def handler(instance):\n    await instance.asave()\n    instance.adelete()"
    assert [(effect.kind, effect.awaited) for effect in body_of(text).effects] == [("save", True), ("delete", False)]


def test_a_line_is_the_first_of_its_statement() -> None:
    text = handler("x = 1\ntransaction.on_commit(\n    lambda: instance.save()\n)\nif raw:\n    instance.delete()")
    first = body_of(text).effects[0].line - 2
    assert [effect.line - first for effect in body_of(text).effects] == [2, 6]


def test_a_guard_is_told_once() -> None:
    body = "if raw: return\n" * 12 + "instance.save()"
    assert save(body).guards == ("raw",)


# --- kwargs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "kwargs['instance'].save()",
        "kwargs.get('instance').save()",
        "kwargs.pop('instance').save()",
        "order = kwargs['instance']\norder.save()",
        "order = kwargs['instance']\nsaved = order\nsaved.save()",
    ],
)
def test_what_is_read_from_kwargs_is_the_parameter_that_it_might_have_been(body: str) -> None:
    assert list(effects(body, "sender, **kwargs")) == ["save <instance>"]


def test_a_key_in_two_parts_is_one() -> None:
    assert not effects("kwargs.get('in' 'stance')", "sender, **kwargs")
    assert list(effects("kwargs['in' 'stance'].save()", "sender, **kwargs")) == ["save <instance>"]


def test_what_is_read_from_another_dictionary_is_not() -> None:
    assert "save <instance>" not in effects(
        "data['instance'].save()\ninstance.get('instance').save()", "data, **kwargs"
    )


@pytest.mark.parametrize(
    ("body", "forwards"),
    [
        ("other(**kwargs)", True),
        ("other(kwargs)", True),
        ("kwargs.update(x=1)", True),
        ("kwargs['x'] = 1", True),
        ("del kwargs['x']", True),
        ("kwargs = {}", True),
        ("x = lambda: kwargs['x']", True),
        ("def inner(): return kwargs", True),
        ("for key in kwargs: pass", True),
        ("kwargs['x']", False),
        ("kwargs.get('x')", False),
        ("kwargs.pop('x', None)", False),
        ("'x' in kwargs", False),
        ("other(sender)", False),
    ],
)
def test_whether_kwargs_go_further(body: str, forwards: bool) -> None:  # noqa: FBT001
    assert body_of(handler(body)).forwards_kwargs is forwards


# --- Uses ------------------------------------------------------------------------------------------------------------

USES = {
    "kwargs['user']": ["user key"],
    "kwargs.get('user')": ["user get get"],
    "kwargs.get('user', sender)": ["user get get", "sender read"],
    "kwargs.pop('user')": ["user key pop", "user assign pop"],
    "kwargs.pop('user', None)": ["user get pop", "user assign pop"],
    "kwargs.setdefault('user', 1)": ["user get setdefault", "user assign setdefault"],
    "'user' in kwargs": ["user get"],
    "kwargs['user'].name": ["user attribute name", "user key"],
    "kwargs['user'] = 1": ["user assign"],
    "kwargs[sender] = 1": ["assign"],
    "kwargs['user'] += 1": ["user assign"],
    "del kwargs['user']": ["user assign"],
    "kwargs.clear()": ["assign clear", "give"],
    "other(kwargs)": ["give"],
    "other(**kwargs)": [],
    "{**kwargs}": [],
    "kwargs = {}": ["assign"],
    "instance.name": ["instance attribute name"],
    "instance.name.upper()": ["instance attribute name"],
    "instance.name = 1": ["instance set name", "instance attribute name"],
    "instance[0]": ["instance subscript"],
    "for x in instance: pass": ["instance iterate"],
    "for x in kwargs['instance']: pass": ["instance iterate", "instance key"],
    "[x for x in instance]": ["instance iterate"],
    "len(instance)": ["instance iterate"],
    "print(*instance)": ["instance iterate"],
    "sender.objects.filter(pk__in=instance)": ["instance iterate", "sender attribute objects"],
    "'x' in instance": ["instance member x"],
    "sender not in instance": ["instance member", "sender read"],
    "'x' in kwargs['instance']": ["instance member x", "instance key"],
    "action == 'post_add'": ["action compare post_add"],
    "'post_add' != action": ["action compare post_add"],
    "action in ('post_add', 'post_remove')": ["action compare post_add", "action compare post_remove"],
    "action in 'post_add post_remove'": ["action read"],
    "kwargs['action'] == 'post_add'": ["action compare post_add", "action key"],
    "instance is None": ["instance test"],
    "if instance: pass": ["instance test", "instance read"],
    "if instance.pk: pass": ["instance test", "instance test pk", "instance attribute pk"],
    "if not instance.pk: pass": ["instance test", "instance test pk", "instance attribute pk"],
    "if instance.pk is None: pass": ["instance test", "instance test pk", "instance attribute pk"],
    "if sender or instance.pk == None: pass": [
        *("sender test", "instance test", "instance test pk"),
        *("sender test", "sender read", "instance attribute pk"),
    ],
    "if kwargs.get('user'): pass": ["user get get"],
    "instance = 1": ["instance assign"],
    "instance, x = 1, 2": ["instance assign"],
    "instance += 1": ["instance assign"],
    "for instance in x: pass": ["instance assign"],
    "with x as instance: pass": ["instance assign"],
    "del instance": ["instance assign"],
    "print(instance)": ["instance read"],
    "print(x=instance)": ["instance read"],
    "print(instance=1)": [],
    "return instance": ["instance read"],
    "lambda: instance": ["instance read"],
    "lambda: instance.name": ["instance read"],
    "def inner(x=instance): return action": ["instance read", "action read"],
    "class Inner: x = instance": ["instance read"],
    "[instance for instance in x]": [],
    "import instance": [],
    "global other": [],
    "x: instance = 1": [],
    "x: int": [],
    "user = kwargs['user']; user.name": ["user key", "user attribute name"],
    "u = kwargs.get('user'); u.name; u = 1; u.name": ["user get get", "user attribute name", "user assign"],
    "match action:\n    case 'post_add' | 'post_set': pass": [
        *("action test", "action read", "action compare post_add", "action compare post_set"),
    ],
    "match action:\n    case None: pass\n    case b'x': pass": ["action test", "action read"],
    "match kwargs['user']:\n    case 'x': pass": ["user key", "user compare x"],
}


@pytest.mark.parametrize(("body", "found"), USES.items(), ids=list(USES))
def test_uses(body: str, found: list[str]) -> None:
    assert sorted(uses(body)) == sorted(found)


def test_a_use_has_its_guards() -> None:
    body = body_of(handler("if created and instance.name: instance.ship()"))
    assert [use.guards for use in body.uses if used(use) == "instance attribute ship"] == [
        ("created", "instance.name", "instance")
    ]


def test_a_key_of_kwargs_is_told_from_a_parameter() -> None:
    found = body_of(handler("user = kwargs['user']\nuser.name\ninstance.name")).uses
    line = found[0].line
    assert found == (
        Use("user", "key", line, from_kwargs=True),
        Use("user", "attribute", line + 1, "name", from_kwargs=True),
        Use("instance", "attribute", line + 2, "name"),
    )


# --- Size ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "statements", "branches"),
    [
        ("pass", 0, 0),
        ('"""Say what."""\n...', 0, 0),
        ("import os\nfrom os import path\nglobal x", 0, 0),
        ("logger.info('x')\nlogger.warning('y')", 0, 0),
        ("if raw: return", 0, 0),
        ("if raw:\n    logger.info('raw')\n    return", 0, 0),
        ("if raw: return None", 0, 0),
        ("if raw: return False", 2, 1),
        ("if raw:\n    x = 1\n    return", 3, 1),
        ("if raw: return\nelse: x = 1", 3, 1),
        ("def inner():\n    x = 1\n    y = 2\ninner()", 1, 0),
        ("x = 1; y = 2", 2, 0),
        ("if raw: x = 1\nelif created: x = 2\nelse: x = 3", 5, 2),
        ("for x in y:\n    while z: pass", 2, 2),
        ("try: x = 1\nexcept A: y = 2\nexcept B: pass\nfinally: z = 3", 4, 3),
        ("x = 1 if raw else 2", 1, 1),
        ("x = raw and created or sender", 1, 2),
        ("x = [y for y in z for w in y]", 1, 2),
        ("match raw:\n    case 1: x = 1\n    case _: pass", 2, 1),
        ("with x: y = 1", 2, 0),
        ("class Inner:\n    x = 1", 1, 0),
        ("return\nx = 1", 1, 0),
    ],
)
def test_size(body: str, statements: int, branches: int) -> None:
    found = body_of(handler(body))
    assert (found.statements, found.branches) == (statements, branches)


@pytest.mark.parametrize(
    ("body", "stub"),
    [("pass", True), ("...", True), ('"""Nothing."""', True), ("return", False), ("x = 1", False)],
)
def test_stubs(body: str, stub: bool) -> None:  # noqa: FBT001
    assert body_of(handler(body)).is_stub is stub


def test_what_is_returned() -> None:
    found = body_of(handler("if raw: return\nif created: return None\nreturn instance"))
    assert len(found.returns) == len(found.returned) == 1
    waiting = body_of("async def handler(instance):\n    return await instance.ship()")
    assert len(waiting.returned) == 1


# --- What is swallowed -----------------------------------------------------------------------------------------------

SWALLOWED = {
    "try: x = 1\nexcept: pass": [""],
    "try: x = 1\nexcept Exception: ...": ["Exception"],
    "try: x = 1\nexcept BaseException as e: '''x'''": ["BaseException"],
    "try: x = 1\nexcept (ValueError, Exception): pass": ["Exception"],
    "from contextlib import suppress\nwith suppress(Exception): x = 1": ["Exception"],
    "from contextlib import suppress\nwith suppress(ValueError): x = 1": [],
    "from contextlib import suppress\nquiet = suppress(Exception)\nwith quiet: x = 1": ["Exception"],
    "try: del instance.x\nexcept Exception: pass": [],
    "try: delattr(instance, 'x')\nexcept: pass": [],
    "try:\n    delattr(instance, 'x')\n    x = 1\nexcept: pass": [""],
    "try: delete(instance)\nexcept: pass": [""],
    "try: x = 1\nexcept ValueError: pass": [],
    "try: x = 1\nexcept Exception: y = 2": [],
    "try: x = 1\nexcept Exception: return": ["Exception"],
    "try: x = 1\nexcept Exception: return False": ["Exception"],
    "try: x = 1\nexcept Exception: return instance": [],
    "try: instance.ship()\nexcept ValueError:\n    try: clean()\n    except Exception: pass": [],
    "try: x = 1\nexcept unknown: pass": [],
    "try: x = 1\nexcept* Exception: pass": ["Exception"],
}


@pytest.mark.parametrize(("body", "caught"), SWALLOWED.items(), ids=list(SWALLOWED))
def test_what_is_swallowed(body: str, caught: list[str]) -> None:
    assert [swallow.catches for swallow in body_of(handler(body)).swallows] == caught


# --- Text of any kind ------------------------------------------------------------------------------------------------

EVERY_STATEMENT = '''
"""Every kind of block, in order."""
if a:
    b = 1; c = 2
elif d: e()
else:
    for f in g:
        h()
    else:
        i()
try:
    with j as k, l:
        m()
except n:
    while o: p()
    else: q()
except (r, s) as t:
    raise
else:
    def u():
        if v: return w
    class x:
        async def y(self):
            async for z in self: await z
finally:
    match aa:
        case 1: bb()
        case _ if cc:
            dd(); ee()
try: ff()
except* gg: hh()
'''


def test_each_statement_has_the_line_that_python_gives_it() -> None:
    source = handler(EVERY_STATEMENT)
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    theirs = [type(node).__name__ for node in ast_statements(function.body)]
    ours = [type(node).__name__ for node in statements(_definition(source, indented=False).body)]
    assert [name.replace("Async", "") for name in theirs] == [name.replace("StarHandler", "Handler") for name in ours]


@pytest.mark.parametrize(
    "body",
    ["x" + ".a" * 200, "(" * 150 + "x" + ")" * 150 + "()" * 150, "x = " + "'a' * 60_000" + "\n" + "y = 1\n" * 40_000],
    ids=["attributes", "calls", "length"],
)
def test_what_is_too_large_is_not_analysed(body: str) -> None:
    source = handler(body)
    with pytest.raises(Unanalysable):
        bounded(ast.parse(source), source)


def test_what_is_just_small_enough_is_analysed() -> None:
    assert body_of(handler("instance" + ".a" * 110 + ".save()")).effects
    nested = "".join("    " * depth + "if raw:\n" for depth in range(40)) + "    " * 40 + "instance.save()"
    assert save(nested).guards == ("raw",)


def test_lists_are_added_in_a_body_as_they_are_outside(tmp_path: Path) -> None:
    path = tmp_path / "shop.py"
    path.write_text("LISTED = [1] + [2]\n\n\ndef listed():\n    return [1] + [2]\n")
    module = Module(str(path), "shop")
    function = module.function("listed")
    assert function is not None
    assert module.body(function).returned == (module.value("LISTED"),)
    assert module.value("LISTED") == Collection("list", (Literal(1), Literal(2)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("yield", True, id="yield"),
        pytest.param("if a: b = yield from c", True, id="inside a statement"),
        pytest.param("def inner(): yield", False, id="of an inner function"),
        pytest.param("async def inner(): yield", False, id="of an inner coroutine"),
        pytest.param("return lambda: (yield)", False, id="of a lambda"),
    ],
)
def test_a_generator_yields_itself(body: str, *, expected: bool) -> None:
    function = Module("/shop/signals.py", "shop.signals", text=f"def made():\n    {body}\n").function("made")
    assert function is not None
    assert function.is_generator is expected
