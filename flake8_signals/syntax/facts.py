"""The facts of a file: what the visitors find, and all that the rules and the map see of the file.

Facts are frozen, hashable and picklable. They contain no tree nodes, and depend only on the file's text and its module
name. Names are full dotted names as far as the file alone can tell; the project connects them to the other files. Lines
are 1-based. Columns are 0-based and counted in characters.
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
    """One effect of a function.

    ``kind`` is one of ``save`` ``create`` ``update`` ``delete`` ``m2m`` ``bulk`` ``query`` ``refresh`` ``sql``
    ``transaction`` ``schema`` ``task`` ``network`` ``mail`` ``file`` ``sleep`` ``subprocess`` ``command`` ``cache``
    ``log`` ``print`` ``input`` ``send`` ``connect`` ``disconnect`` ``call``, or ``lost``: a call of a
    method of what has no one name.

    ``target`` is what it acts on: a model, a signal, a task, the called function. It is a ``Parameter`` for the
    function's own argument (``instance.save()``), an ``Attribute`` of that for what belongs to it
    (``instance.customer``) and for its class (``__class__``), and ``Unknown`` if unknown. ``method`` is the called
    name.

    ``guards`` are the names tested on the way to it (``created``, ``raw``, ``instance._flag``); a key of ``kwargs``
    goes by its own name. ``<try>``, ``<except>``, ``<with>`` and ``<loop>`` stand for statements that may keep it
    from running.
    ``deferred``: it happens only after the commit. ``alone``: it is the one statement of the loop around it.

    ``when`` says the same as the names in ``guards``, as source and with the polarity: ``created``, ``not raw``.
    ``source`` is what is called (or iterated), as written.
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
    when: tuple[str, ...] = ()
    source: str = ""


class Use(Struct, frozen=True, array_like=True):
    """One use of a parameter, or of a key of ``**kwargs``, in a function.

    ``how``: ``key`` (``kwargs["name"]``, which raises if it is missing), ``get`` (``kwargs.get("name")``, or ``pop``
    with a default), ``attribute`` (``name.detail``), ``set`` (``name.detail = …``, in addition to ``attribute``),
    ``iterate``, ``subscript``, ``member`` (``detail in name``), ``compare`` (``name == detail``; one use for each
    string of ``name in (…)``), ``test`` (in a condition), ``assign`` (the name is bound again, the key is set or
    removed), ``read`` (anything else). The name is empty if the whole of ``**kwargs`` is changed, or if it is itself,
    and not a copy, handed to something that may do so (``give``).
    """

    name: str
    how: str
    line: int
    detail: str = ""
    guards: tuple[str, ...] = ()
    from_kwargs: bool = False


class Swallow(Struct, frozen=True, array_like=True):
    """An ``except`` that hides what was raised: its line, and what it catches (empty: everything)."""

    line: int
    catches: str


class Fault(Struct, frozen=True, array_like=True):
    """Something in a function that is wrong if it receives a signal of a certain kind.

    ``kind`` is ``called-for-commit`` (``on_commit()`` is given the result of ``value``, a call of what is spelled
    ``detail``), ``key-after-commit`` (what ``on_commit()`` is given reads ``instance.detail``), ``never-new`` (a test
    of ``instance.detail`` that no saved object passes), ``read-as-created`` (``instance.detail`` of a new object is
    queried) or ``keys-of-clear`` (``pk_set`` is used as a set where it is ``None``; ``detail`` is the error).
    ``by`` is the function that is called ``on_commit``.
    """

    kind: OneOf["called-for-commit", "key-after-commit", "never-new", "read-as-created", "keys-of-clear"]
    line: int
    detail: str = ""
    value: Value | None = None
    by: Value | None = None


class Body(Struct, frozen=True, array_like=True):
    """What a function does by itself; calls are not followed here.

    ``statements`` does not count the docstring, leading guards, logging, imports and nested functions.
    ``forwards_kwargs``: the whole of ``**kwargs`` is passed on, changed or bound again. ``returns`` holds the lines of
    ``return`` statements with a value other than ``None``, ``commits`` those of calls of ``on_commit()``.
    ``run_for_new`` and ``run_for_loaded`` are the lines of the statements that certainly run for a new object that is
    saved as usual, and for one that a fixture brings.
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
    faults: tuple[Fault, ...] = ()
    commits: tuple[int, ...] = ()
    run_for_new: tuple[int, ...] = ()
    run_for_loaded: tuple[int, ...] = ()


class Decorator(Struct, frozen=True, array_like=True):
    """One decorator, as written."""

    value: Value
    place: Place


class Function(Struct, frozen=True, array_like=True):
    """A function, method or class that can receive a signal.

    ``place`` is its name's, ``span`` the whole definition's without decorators. ``owner`` is the dotted name of the
    class around it (empty for a function). ``local``: defined inside another function. ``makes_function``: it always
    returns a function that this very call has created, and that nothing else holds, unless one of its decorators in
    ``made_with`` does. ``passes_on``: the name that a function of ``*args, **kwargs`` calls with both (empty if there
    is none, or if other calls differ). ``is_blind``: it asks for ``raw`` at most besides, so no other argument
    decides whether it makes that call. ``first_of``: it returns the first of these that is not None.
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
    made_with: tuple[Value, ...] = ()
    passes_on: str = ""
    is_blind: bool = False
    first_of: tuple[Value, ...] = ()

    @property
    def name(self) -> str:
        """The function's own name."""
        return self.path.rpartition(".")[2]


# --- Connections, disconnections and sends ----------------------------------------------------------------------------


class Context(Struct, frozen=True, array_like=True):
    """Where a statement stands: the qualified names of its function (``""``: none) and class, and its conditions.

    ``conditions`` are the texts of the tests around it and of earlier tests that may have left; an ``except`` clause is
    one too. ``when`` says the same as ``conditions`` with the polarity, as an ``Effect`` does. ``catches`` is what the
    ``try`` statements around it catch, ``in_with`` the context managers around it. ``in_development``: it only runs
    under the development server, or where ``DEBUG`` is set.
    """

    function: str = ""
    owner: str = ""
    is_async: bool = False
    conditions: tuple[str, ...] = ()
    in_loop: bool = False
    catches: tuple[Value, ...] = ()
    in_with: tuple[Value, ...] = ()
    when: tuple[str, ...] = ()
    in_development: bool = False


class ConnectionFact(Struct, frozen=True, array_like=True):
    """One signal connected to one receiver, by ``@receiver`` or by ``connect()``.

    ``how`` is ``decorator``, ``connect``, ``call`` (``receiver(signal)(function)``) or ``wrapper`` (a decorator that is
    not known to be Django's ``receiver``: only the project can tell). ``place`` is the decorator's or the call's.
    ``call`` is the call as written, or ``None`` for a bare ``@receiver``. ``function_line`` is the line of the
    receiver's ``def``, ``decorator_index`` the position of the connecting decorator.

    ``lifetime``: unless the signal holds it, the receiver lives no longer than this ``call``, which creates it, or than
    the ``function`` around the call; empty if something may hold it. ``bound_again`` is the line on which the module
    certainly binds the receiver's name to something else; 0 if there is none. ``uid_each_turn``: a loop makes it again
    and again, each turn with the same signal, receiver and sender, and with another ``dispatch_uid``.
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
    uid_each_turn: bool = False


class Disconnection(Struct, frozen=True, array_like=True):
    """A call of a signal's ``disconnect()``; ``made_here``: its receiver is created or returned by a call in it."""

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
    """A call that may create a signal (the project knows the class), and the dotted name it is bound to.

    ``path`` is empty if it is bound to none (an argument, a dictionary's value, an instance's attribute). ``escapes``:
    the signal of a local name is passed on, so it outlives the function that creates it.
    """

    path: str
    call: Call
    place: Place
    context: Context
    bound_to: OneOf["module", "class", "self", "local", "nothing"] = "nothing"
    escapes: bool = False


class ListChange(Struct, frozen=True, array_like=True):
    """A statement that changes a signal's list of ``receivers`` by hand; nothing after it clears the signal's cache."""

    signal: Value
    place: Place


class FileFacts(Struct, frozen=True, array_like=True):
    """Everything about signals in one file."""

    connections: tuple[ConnectionFact, ...] = ()
    disconnections: tuple[Disconnection, ...] = ()
    sends: tuple[Send, ...] = ()
    definitions: tuple[SignalDefinition, ...] = ()
    trouble: str = ""
    list_changes: tuple[ListChange, ...] = ()


# --- What a module holds (read from the ``ast``) ----------------------------------------------------------------------


class Import(Struct, frozen=True, array_like=True):
    """One name (or ``*``) that an import statement binds, or one module loaded by a string.

    ``target`` is the full dotted name of what is imported; ``module`` is the module that the statement loads for
    certain. ``scope`` is the qualified name of the function around it (empty at module level). ``runtime`` is false
    under ``TYPE_CHECKING``, and where it ``is_for_runserver``: it runs under the development server alone.
    ``conditional``: under an ``if``, a ``try`` or the like. ``comment`` ends its first line. ``used`` is false if the
    ``ready()`` around it never reads the name.
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
    is_for_runserver: bool = False


class Relation(Struct, frozen=True, array_like=True):
    """A relational field of a model: its name, the field class's name, what it points to, and ``through=``.

    ``related_name`` is ``None`` if it is not given, and empty if it is no literal. ``on_delete`` is the last name of
    what is given for it (``CASCADE``). ``null``: it may be empty.
    """

    name: str
    kind: str
    target: Value
    through: Value | None = None
    related_name: str | None = None
    on_delete: str = ""
    null: bool = False


class ClassOutline(Struct, frozen=True, array_like=True):
    """A class: its bases, and the literals in its body.

    ``attributes`` are the literal strings and booleans bound in its body; ``meta`` those of its ``Meta``, whose own
    bases are ``meta_bases``. ``relations`` are its relational fields, ``generic_relations`` those that go by content
    type. ``made`` is what its body calls to create its attributes, with the name of each, ``metaclasses`` the metaclass
    that it names. ``customised``: a decorator, a metaclass or a class argument may change what calling it does.
    ``makes_key``: it has a field with ``primary_key=True`` and a ``default``.
    """

    qualname: str
    line: int
    bases: tuple[Value, ...]
    methods: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str | bool], ...] = ()
    meta: tuple[tuple[str, str | bool], ...] = ()
    meta_bases: tuple[Value, ...] = ()
    relations: tuple[Relation, ...] = ()
    made: tuple[tuple[str, Value], ...] = ()
    column: int = 0
    customised: bool = False
    metaclasses: tuple[Value, ...] = ()
    makes_key: bool = False
    generic_relations: tuple[Relation, ...] = ()

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

    ``names`` are all names bound at module level; ``stars`` are the modules of its star imports. ``assignments`` are
    the names bound by plain statements at its top level, with the line of each, ``given`` those at module level that
    some statement gives a value.
    """

    imports: tuple[Import, ...] = ()
    classes: tuple[ClassOutline, ...] = ()
    functions: tuple[FunctionOutline, ...] = ()
    names: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    assignments: tuple[tuple[str, int], ...] = ()
    given: tuple[str, ...] = ()


class Invocation(Struct, frozen=True, array_like=True):
    """A call that a function makes (or a module, when imported): the called function and its literal string arguments.

    ``whole``: these are all of its arguments.
    """

    target: Value
    line: int
    strings: tuple[str, ...] = ()
    whole: bool = True


Part = str | Value
"""A part of a string: literal text, or the value that is put in."""


class Ran(Struct, frozen=True, array_like=True):
    """A call that a function makes; ``texts`` are its positional arguments as strings, part by part."""

    call: Call
    line: int
    texts: tuple[tuple[Part, ...], ...] = ()


class Running(Struct, frozen=True, array_like=True):
    """What a function calls, the names and attributes that it reads in any other way, and what it gives to ``self``."""

    calls: tuple[Ran, ...] = ()
    reads: tuple[Value, ...] = ()
    sets: tuple[tuple[str, Value], ...] = ()
