"""The facts of a file: what the visitors find, and all that the rules and the map see of it.

Facts are frozen, hashable and picklable, hold no tree nodes, and depend on nothing but the file's text and its
module name; names are full dotted names as far as the file alone can tell. The project binds them to the other files.
Lines are 1-based, columns 0-based and counted in characters.
"""

from __future__ import annotations

from typing import Literal as OneOf

from msgspec import Struct

from flake8_signals.syntax.values import Call, Signature, Value


class Place(Struct, frozen=True, array_like=True):
    """A stretch of source text."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Place(1, 0, 1, 0)
"""The very beginning of a file."""


# --- Values: expressions, with every name resolved as far as the file can tell ---------------------------------------


# --- Functions and what they do --------------------------------------------------------------------------------------


class Effect(Struct, frozen=True, array_like=True):
    """One thing that a function does.

    ``kind`` is one of ``save`` ``create`` ``update`` ``delete`` ``m2m`` ``bulk`` ``query`` ``refresh`` ``sql``
    ``transaction`` ``schema`` ``task`` ``network`` ``mail`` ``file`` ``sleep`` ``subprocess`` ``command`` ``cache``
    ``log`` ``print`` ``input`` ``send`` ``connect`` ``disconnect`` ``call``. ``target`` is what it is done to: a
    model, a signal, a task, the called function; ``Parameter`` where it is the function's own argument
    (``instance.save()``), an ``Attribute`` of that for what hangs on it (``instance.customer``) and for its class
    (``__class__``), ``Unknown`` where the text does not tell. ``method`` is the called name. ``guards`` are the names
    tested on the way to it (``created``, ``raw``, ``instance._flag``), a key of ``kwargs`` by its own name, beside
    ``<try>``, ``<except>``, ``<with>`` and ``<loop>`` for the statements that may keep it from running. ``deferred``:
    only once the transaction has committed. ``alone``: it is the one statement of the loop around it.
    """

    kind: str
    target: Value
    method: str
    line: int
    guards: tuple[str, ...] = ()
    in_loop: bool = False
    deferred: bool = False
    awaited: bool = False
    call: Call | None = None
    alone: bool = False


class Use(Struct, frozen=True, array_like=True):
    """One way in which a function uses one of its parameters, or a key of its ``**kwargs``.

    ``how``: ``key`` (``kwargs["name"]``, which raises where it is missing), ``get`` (``kwargs.get("name")``, with
    ``pop`` among them where it has a default), ``attribute`` (``name.detail``), ``set`` (``name.detail = …``, beside
    ``attribute``), ``iterate``, ``subscript``, ``member``
    (``detail in name``), ``compare`` (``name == detail``; one use for each string of ``name in (…)``), ``test`` (in
    a condition), ``assign`` (the name is bound again, the key is set or removed), ``read`` (anything else). The name is
    empty where the whole of ``**kwargs`` is changed.
    """

    name: str
    how: str
    line: int
    detail: str = ""
    guards: tuple[str, ...] = ()
    from_kwargs: bool = False


class Swallow(Struct, frozen=True, array_like=True):
    """An ``except`` that hides what was raised: its line, what it catches (empty: everything)."""

    line: int
    catches: str


class Body(Struct, frozen=True, array_like=True):
    """What a function does, itself: calls are not followed here.

    ``statements`` leaves out the docstring, leading guards, logging, imports and nested functions.
    ``forwards_kwargs``: the whole of ``**kwargs`` is handed on, changed or bound again. ``returns`` holds the lines
    of ``return`` with a value other than ``None``.
    """

    statements: int = 0
    branches: int = 0
    effects: tuple[Effect, ...] = ()
    uses: tuple[Use, ...] = ()
    forwards_kwargs: bool = False
    swallows: tuple[Swallow, ...] = ()
    returns: tuple[int, ...] = ()
    returned: tuple[Value, ...] = ()
    is_stub: bool = False


class Decorator(Struct, frozen=True, array_like=True):
    """One decorator, as it stands in the source."""

    value: Value
    place: Place


class Function(Struct, frozen=True, array_like=True):
    """A function, method or class that can receive a signal.

    ``place`` is its name's; ``span`` is the whole definition, decorators left out. ``owner`` is the enclosing class's
    dotted name (empty for a function); ``local``: defined inside another function. ``makes_function``: whatever it
    returns is a function that this very call has made, and that nothing else holds. ``passes_on``: the name that a
    function of ``*args, **kwargs`` calls with all of them (empty: none, or with others too).
    """

    path: str
    place: Place
    span: Place
    signature: Signature
    decorators: tuple[Decorator, ...] = ()
    is_async: bool = False
    is_class: bool = False
    is_generator: bool = False
    owner: str = ""
    local: bool = False
    makes_function: bool = False
    passes_on: str = ""

    @property
    def name(self) -> str:
        """The function's own name."""
        return self.path.rpartition(".")[2]


# --- What is connected to what ---------------------------------------------------------------------------------------


class Context(Struct, frozen=True, array_like=True):
    """Where a statement stands: the qualified names of its function (``""``: none) and class, and what it runs under.

    ``conditions`` are the texts of the tests around it, those before it that may have left included; an ``except``
    clause is one too. ``catches`` is what the ``try`` statements around it catch, ``in_with`` the context managers.
    """

    function: str = ""
    owner: str = ""
    is_async: bool = False
    conditions: tuple[str, ...] = ()
    in_loop: bool = False
    catches: tuple[Value, ...] = ()
    in_with: tuple[Value, ...] = ()


class ConnectionFact(Struct, frozen=True, array_like=True):
    """One signal tied to one receiver, by ``@receiver`` or by ``connect()``.

    ``how`` is ``decorator``, ``connect``, ``call`` (``receiver(signal)(handler)``) or ``wrapper`` (a decorator that is
    not known to be Django's ``receiver``: only the project can tell). ``place`` is the decorator's or the call's.
    ``call`` is the call as written; for a bare ``@receiver`` it is ``None``. ``function_line`` is that of the
    receiver's ``def``, ``decorator_index`` where among its decorators the connecting one stands.

    ``lifetime``: unless the signal holds it, the receiver lives no longer than this ``call``, which makes it, or than
    the ``function`` around it; empty where something may hold it. ``bound_again`` is the line on which its name, a
    module's, certainly comes to stand for something else; 0 where it does not.
    """

    signal: Value
    receiver: Value
    sender: Value | None
    place: Place
    how: OneOf["decorator", "connect", "call", "wrapper"]
    call: Call | None
    context: Context
    weak: Value | None = None
    dispatch_uid: Value | None = None
    function_line: int = 0
    decorator_index: int = 0
    lifetime: OneOf["", "call", "function"] = ""
    bound_again: int = 0


class Disconnection(Struct, frozen=True, array_like=True):
    """A call of a signal's ``disconnect()``; ``made_here``: its receiver is made or returned by a call right there."""

    signal: Value
    receiver: Value | None
    sender: Value | None
    dispatch_uid: Value | None
    place: Place
    call: Call
    context: Context
    made_here: bool = False


class Send(Struct, frozen=True, array_like=True):
    """A call of ``send``, ``send_robust``, ``asend`` or ``asend_robust``; ``used`` tells whether its result is."""

    signal: Value
    method: str
    place: Place
    call: Call
    context: Context
    awaited: bool = False
    used: bool = False


class SignalDefinition(Struct, frozen=True, array_like=True):
    """A call that may make a signal (the project knows whether the class is one), and the dotted name it is bound to.

    ``path`` is empty where it is bound to none (an argument, a dictionary's value, an instance's attribute).
    ``escapes``: a local name's signal is handed on, so it outlives the function that makes it.
    """

    path: str
    call: Call
    place: Place
    context: Context
    bound_to: OneOf["module", "class", "self", "local", "nothing"] = "nothing"
    escapes: bool = False


class FileFacts(Struct, frozen=True, array_like=True):
    """Everything about signals in one file."""

    connections: tuple[ConnectionFact, ...] = ()
    disconnections: tuple[Disconnection, ...] = ()
    sends: tuple[Send, ...] = ()
    definitions: tuple[SignalDefinition, ...] = ()
    trouble: str = ""


# --- What a module holds (read from the ``ast``) ----------------------------------------------------------------------


class Import(Struct, frozen=True, array_like=True):
    """One name (or ``*``) that an import statement binds, or one module loaded by a string.

    ``target`` is the full dotted name of what is imported; ``module`` the module that the statement loads for
    certain. ``scope`` is the qualified name of the function around it (empty at module level). ``runtime`` is false
    under ``TYPE_CHECKING``; ``conditional``: under an ``if``, a ``try`` or the like. ``comment`` ends its first line.
    ``used`` is false where the ``ready()`` around it never reads the name.
    """

    name: str
    target: str
    module: str
    line: int
    scope: str = ""
    runtime: bool = True
    column: int = 0
    conditional: bool = False
    comment: str = ""
    used: bool = True


class Relation(Struct, frozen=True, array_like=True):
    """A relational field of a model: its name, the field class's own name, what it points to, and ``through=``."""

    name: str
    kind: str
    target: Value
    through: Value | None = None


class ClassOutline(Struct, frozen=True, array_like=True):
    """A class: its bases, and what its body says outright.

    ``attributes`` are the literal strings and booleans bound in its body; ``meta`` those of its ``Meta``, whose own
    bases are ``meta_bases``. ``relations`` are its relational fields, ``made`` what its body calls to make its
    attributes. ``customised``: a decorator, a metaclass or another argument may change what calling it does.
    """

    qualname: str
    line: int
    bases: tuple[Value, ...]
    methods: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str | bool], ...] = ()
    meta: tuple[tuple[str, str | bool], ...] = ()
    meta_bases: tuple[Value, ...] = ()
    relations: tuple[Relation, ...] = ()
    made: tuple[Value, ...] = ()
    column: int = 0
    customised: bool = False

    def attribute(self, name: str) -> str | bool | None:
        """The literal bound to ``name`` in the class body."""
        return dict(self.attributes).get(name)


class FunctionOutline(Struct, frozen=True, array_like=True):
    """A function or method: its qualified name, the line of its ``def``, its decorators by dotted name."""

    qualname: str
    line: int
    decorators: tuple[Value, ...] = ()


class Outline(Struct, frozen=True, array_like=True):
    """What a module imports and defines.

    ``names`` are all that it binds at module level, ``stars`` the modules that it takes names from by ``*``;
    ``assignments`` are the names that plain statements at its very top level bind, with the line of each.
    """

    imports: tuple[Import, ...] = ()
    classes: tuple[ClassOutline, ...] = ()
    functions: tuple[FunctionOutline, ...] = ()
    names: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    assignments: tuple[tuple[str, int], ...] = ()


class Invocation(Struct, frozen=True, array_like=True):
    """A call that a function makes (or a module, as it is imported): what is called, and its literal string arguments.

    ``whole`` tells that these are all of its arguments.
    """

    target: Value
    line: int
    strings: tuple[str, ...] = ()
    whole: bool = True
