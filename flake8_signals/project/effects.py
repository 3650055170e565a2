"""What a function does, by itself and through the functions of the project that it calls."""

from __future__ import annotations

import re
from enum import Enum, auto
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.knowledge import libraries
from flake8_signals.knowledge.orm import SAVE_ARGUMENTS
from flake8_signals.project import models
from flake8_signals.project.callables import callee
from flake8_signals.project.names import SourceFunction
from flake8_signals.project.relations import named_model, related, sender_of_changes, target
from flake8_signals.project.senders import sender_name
from flake8_signals.syntax import calls
from flake8_signals.syntax.arguments import bound, substitute
from flake8_signals.syntax.conditions import UNTOLD, names_in, renamed, settled
from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Instance,
    Literal,
    Name,
    Parameter,
    Unknown,
    Value,
    attribute_of,
    choice,
    rewrite,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_signals.options import Options
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class
    from flake8_signals.project.project import Project
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Effect, Relation, Use
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Signature

_CALLS = 3
"""How many nested calls are followed."""

_FUNCTIONS = 50
"""How many functions are analysed for one."""

_DONE_TO_MODELS = frozenset("save create update delete m2m bulk query refresh".split())

_SELF = "self"
"""The name of a method's own object among the parameters with known models."""


class CallStep(NamedTuple):
    """A call on the way to an effect: the dotted name of the called function, and the line of the call."""

    function: str
    line: int


class ReachedEffect(NamedTuple):
    """An effect as the function that reaches it sees it: in its own parameters, with all guards on the way.

    ``module`` is the effect's own module. ``chain`` holds the calls that lead to it, the outermost first; it is empty
    for the function's own effects. ``model`` is the dotted name of the model that it acts on, or the label by which
    that is looked up; empty if unknown. ``perhaps``: a call decides what is tested on the way (by a constant or a
    default), so the effect may never happen here. ``through``: the sender of the ``m2m_changed`` that it causes; empty
    if unknown, ``None`` if a change of related objects only updates them. ``saves``: the model of an object whose file
    it changes, and that Django saves then; empty if there is none. ``foreign``: the names in its conditions that are
    those of the functions that lead there, and not of the one that reaches it.
    """

    effect: Effect
    module: Module
    chain: tuple[CallStep, ...] = ()
    model: str = ""
    perhaps: bool = False
    through: str | None = ""
    saves: str = ""
    foreign: frozenset[str] = frozenset()

    @property
    def where(self) -> str:
        """How a message says where it happens: ``line 12``, ``line 12, in shop.services.pay()``."""
        if not self.chain:
            return f"line {self.effect.line}"
        return f"line {self.chain[0].line}, in {self.chain[-1].function}()"


class Follow(Enum):
    """Which calls are followed: analysing functions that nobody asks about would take most of the time."""

    EVERY = auto()
    AT_ONCE = auto()
    """Everything that does not wait for the commit."""
    ALWAYS = auto()
    """Everything that happens once on every run, behind no guard."""
    UNGUARDED = auto()
    """Everything that happens behind no guard, in loops too."""
    NONE = auto()

    def includes(self, effect: Effect) -> bool:
        """Whether the effects behind a call are asked for."""
        match self:
            case Follow.EVERY:
                return True
            case Follow.AT_ONCE:
                return not effect.deferred
            case Follow.ALWAYS:
                return happens_always(effect)
            case Follow.UNGUARDED:
                return not effect.guards
            case Follow.NONE:
                return False


def happens_always(effect: Effect) -> bool:
    """Whether an effect happens once on every run of its function."""
    return not effect.guards and not effect.in_loop


def effects(project: Project, found: SourceFunction, model: str, follow: Follow) -> tuple[ReachedEffect, ...]:
    """What a function does; its ``instance``, if it has one, is a ``model`` (empty: any)."""
    known = {"instance": model} if model else {}
    home = project.file(found.module)
    return tuple(_Follower(follow).effects(_Place(home, found, known), frozenset()))


def done_to_itself(receiver: Receiver, *kinds: str) -> ReachedEffect | None:
    """The first effect of these ``kinds`` that a receiver has on its own ``instance`` on every run.

    ``None`` if there is none, or if something may prevent it: a guard, a loop, a decorator, a ``disconnect()``, a
    ``save()`` of the project's own that may not call Django's.
    """
    instance = Parameter("instance", receiver.qualname)
    found = next(
        (done for done in receiver.done_always if done.effect.kind in kinds and done.effect.target == instance), None
    )
    if found is None or not receiver.runs_for_saves or not _is_djangos(receiver, found.effect):
        return None
    return None if any(reached.effect.kind == "disconnect" for reached in receiver.effects()) else found


def _is_djangos(receiver: Receiver, effect: Effect) -> bool:
    """Whether a method of the receiver's instance is Django's, or certainly calls Django's."""
    call, method = effect.call, effect.method.removeprefix("a")
    if call is None or call.unpacks or not set(call.keywords) <= SAVE_ARGUMENTS:
        return False
    for ancestor in receiver.file.names.ancestors(receiver.model) if receiver.model else ():
        if isinstance(ancestor, str) or method not in ancestor.outline.methods:
            continue
        if not _always_calls_super(ancestor, method, method):
            return False
    return True


def _always_calls_super(owner: Class, wanted: str, method: str, around: frozenset[str] = frozenset()) -> bool:
    """Whether a ``method`` always calls the ``wanted`` one of ``super()``, perhaps through other methods."""
    found = owner.module.function(f"{owner.outline.qualname}.{method}") if method not in around else None
    always = owner.module.body(found).always if found is not None else frozenset()
    inside = [called.removeprefix("self.") for called in always if called.startswith("self.")]
    return f"super.{wanted}" in always or any(
        _always_calls_super(owner, wanted, name, around | {method}) for name in inside
    )


def is_bound_again(use: Use) -> bool:
    """Whether a parameter, or a key of ``kwargs``, has another value from there on (``pop()`` only removes it)."""
    return use.how == "assign" and not use.detail


def creating(reached: ReachedEffect) -> Call | None:
    """The call with the fields of the one row that an effect inserts; ``None`` where there is none."""
    effect = reached.effect
    if effect.call is None or not reached.model:
        return None
    if effect.kind == "create":
        return effect.call
    made, _ = calls.split(effect.call.function)
    return made if effect.kind == "save" and isinstance(made, Call) and isinstance(effect.target, Name) else None


def is_only_for(receiver: Receiver, model: str, call: Call) -> bool:
    """Whether a ``call`` that creates a ``model`` passes the receiver's instance to a one-to-one field for it."""
    return any(relation.kind == "OneToOneField" for relation, _ in keys_to_instance(receiver, model, call))


def keys_to_instance(receiver: Receiver, model: str, call: Call) -> Iterator[tuple[Relation, SourceFile]]:
    """The relational fields for such that a ``call`` which creates a ``model`` gives the receiver's instance to."""
    file, instance = receiver.file, Parameter("instance", receiver.qualname)
    keys = (Attribute(instance, "pk"), Attribute(instance, "id"))
    fields = {argument.keyword for argument in call.arguments if argument.value == instance}
    ids = {argument.keyword for argument in call.arguments if argument.value in keys}
    senders = {_whose(file, sender) for sender in receiver.senders or ()}
    for relation, home in models.relations(file, model) if "" not in senders else ():
        given = relation.name in fields or f"{relation.name}_id" in ids
        if given and {pointed_at(home, relation)} == senders:
            yield relation, home


def pointed_at(home: SourceFile, relation: Relation) -> str:
    """What the model that a relational field of a file points to goes by; empty where it is not known."""
    return _whose(home, target(home, relation))


def _whose(file: SourceFile, value: Value) -> str:
    """A name for the model of a sender or a relational field, for comparing two; empty if unknown."""
    if models.is_user_model(file, file.resolve(value)):
        return "the user model"
    return named_model(file, value) or ""


def is_certain(reached: ReachedEffect) -> bool:
    """Whether an effect is certainly the ORM's: a plain attribute may be a file field, a set or a client instead."""
    effect = reached.effect
    match effect.target:
        case Unknown():
            return False
        case Attribute(_, name):
            owner, _ = calls.split(effect.call.function) if effect.call is not None else (None, "")
            return bool(reached.model) or name == "__class__" or not isinstance(owner, Attribute)
        case _:
            return True


def is_allowed(effect: Effect, options: Options) -> bool:
    """Whether ``--signals-allowed-calls`` names what an effect calls."""
    name = calls.spelled(effect.call.function) if effect.call is not None else ""
    return any(fnmatchcase(name, pattern) or fnmatchcase(name, f"*.{pattern}") for pattern in options.allowed_calls)


class _Place(NamedTuple):
    """A function of a file in which effects and calls stand, with the known models of its parameters."""

    file: SourceFile
    found: SourceFunction
    known: Mapping[str, str]

    def object_of(self, value: Value) -> str:
        """The model of which ``value`` is an object; empty if it is none, or unknown."""
        held = calls.subject(value)
        return self.model_of(held.model) or "" if held is not None and held.what == "object" else ""

    def owner_of_file(self, effect: Effect) -> str:
        """The model with the field of a file that an effect changes; empty if it changes none, or that is unknown."""
        match effect.target:
            case Attribute(inner, name) if effect.kind in ("file", "save", "delete"):
                owner = self.model_of(inner)
                return owner if owner and models.is_file_field(self.file, owner, name) else ""
            case _:
                return ""

    def through_of(self, effect: Effect) -> str | None:
        """The ``through`` of a ``ReachedEffect``."""
        match effect.target:
            case Attribute(inner, name) if effect.kind == "m2m":
                owner = self.model_of(inner)
                return sender_of_changes(self.file, owner, name) if owner else ""
            case _:
                return ""

    def model_of(self, target: Value) -> str | None:
        """The model that an effect acts on: empty if unknown, ``None`` if there is none."""
        match target:
            case Parameter("sender") | Attribute(Parameter("instance"), "__class__"):
                return self.known.get("instance", "")
            case Parameter(name):
                return self.known.get(name, "")
            case Instance(path):
                return self.known.get(_SELF) or named_model(self.file, Name(path))
            case Attribute(inner, "__class__"):
                return self.model_of(inner)
            case Attribute(Attribute(inner, field), "through"):
                owner = self.model_of(inner)
                return owner and (sender_of_changes(self.file, owner, field) or "")
            case Attribute(inner, name):
                owner = self.model_of(inner)
                return owner and related(self.file, owner, name)
            case Name(path) if path.endswith(".through"):
                name = sender_name(self.file, target)
                return "" if name == "?" else name
            case _:
                return named_model(self.file, target)


def _saves_owner(effect: Effect) -> bool:
    """Whether the ``save()`` or ``delete()`` of a file saves the object, too: it does unless ``save=False``."""
    position = {"save": 2, "delete": 0}.get(effect.method)
    given = effect.call.argument("save", position) if effect.call is not None and position is not None else None
    return position is not None and given != Literal(False)


class _Follower:
    """Follows the calls of one function, up to a fixed depth and number of functions; cycles are cut."""

    def __init__(self, follow: Follow) -> None:
        self.follow = follow
        self.left = _FUNCTIONS

    def effects(self, at: _Place, around: frozenset[str]) -> Iterator[ReachedEffect]:
        """The effects of the function ``at``; ``around`` are the functions that led to it."""
        inside = around | {at.found.function.path}
        for written in at.found.module.body(at.found.function).effects:
            effect = _with_meaning(at.file, written)
            owner = at.owner_of_file(effect)
            if owner:
                file_effect = structs.replace(effect, kind="file")
                yield ReachedEffect(file_effect, at.found.module, saves=owner if _saves_owner(effect) else "")
                continue
            model = at.model_of(effect.target) if effect.kind in _DONE_TO_MODELS else ""
            passing = around and effect.kind in ("call", "log") and not _calls_parameter(effect)
            if model is not None and not passing:
                yield ReachedEffect(effect, at.found.module, (), model, through=at.through_of(effect))
            if (
                effect.kind == "call"
                and effect.call is not None
                and len(inside) <= _CALLS
                and self.follow.includes(effect)
            ):
                yield from self._through(at, effect, effect.call, inside)

    def _through(self, at: _Place, effect: Effect, call: Call, inside: frozenset[str]) -> Iterator[ReachedEffect]:
        """The effects of the function that a ``call`` reaches, as the caller sees them."""
        owner = call.function.value if isinstance(call.function, Attribute) else None
        model = at.object_of(owner) if owner is not None else ""
        called = _called(at.file, call.function, model, awaited=effect.awaited)
        if called is None or called.path in inside or not self.left:
            return
        found, signature = called.found, called.signature
        self.left -= 1
        given = bound(signature, call)
        if any(argument.star == "**" for argument in call.arguments):
            # kwargs passed on as a whole keep their names.
            given = {p.name: Parameter(p.name, at.found.qualname) for p in signature.named} | given
        known = {name: at.object_of(value) for name, value in given.items()} | {_SELF: model}
        unasked = {p.name for p in signature.named if isinstance(given.get(p.name, Literal(None)), Literal)}
        constant = _constants(called, call, given)
        step = CallStep(called.path, effect.line)
        there = _Place(at.file.sibling(found.module), found, {name: model for name, model in known.items() if model})
        for reached in self.effects(there, inside):
            own = {name: text for name, text in constant.items() if name not in reached.foreign}
            decided = _decided(reached.effect, own)
            if decided is None:
                continue
            caller = _Caller(effect, given, owner)
            seen = caller.sees(decided, found.qualname, reached.foreign)
            told = (name for condition in decided.when for name in names_in(condition))
            foreign = reached.foreign.union(name for name in told if name not in caller.written)
            if reached.effect.kind == "call" and seen.call is not None:
                kind, task = calls.classify(seen.call)
                if kind == "task":
                    seen = structs.replace(seen, kind=kind, target=task)
                elif len(inside) == 1 or not _calls_parameter(seen):
                    continue
            model_here = at.model_of(seen.target) if seen.kind in _DONE_TO_MODELS and not reached.model else ""
            perhaps = reached.perhaps or not unasked.isdisjoint(name.partition(".")[0] for name in decided.guards)
            yield ReachedEffect(
                seen,
                reached.module,
                (step, *reached.chain),
                reached.model or model_here or "",
                perhaps,
                at.through_of(seen) if reached.through == "" else reached.through,
                reached.saves,
                foreign,
            )


class _Called(NamedTuple):
    """A function that a call runs, and the parameters that the call fills."""

    found: SourceFunction
    signature: Signature

    @property
    def path(self) -> str:
        return self.found.function.path


def _constants(called: _Called, call: Call, given: Mapping[str, Value]) -> dict[str, str]:
    """The parameters that a call gives a literal, or leaves at one, and that the function does not bind again."""
    found = called.found
    defaults = {p.name: p.default for p in called.signature.parameters if p.default is not None and not call.unpacks}
    literals = {name: repr(v.value) for name, v in {**defaults, **given}.items() if isinstance(v, Literal)}
    if not literals:
        return {}
    again = {use.name for use in found.module.body(found.function).uses if is_bound_again(use)}
    inside = f"{found.qualname}.<locals>."
    nested = [found.module.function(name) for name in found.module.functions if name.startswith(inside)]
    again |= {p.name for function in nested if function is not None for p in function.signature.parameters}
    return {name: text for name, text in literals.items() if name not in again}


def _decided(effect: Effect, constant: Mapping[str, str]) -> Effect | None:
    """An effect of a function some of whose parameters are constant, with the conditions that these leave.

    ``None`` if one of them does not hold, so that there is no effect.
    """
    left: list[str] = []
    for condition in effect.when if constant else ():
        given = renamed(condition, constant)
        kept = settled(given) if given != condition else condition
        if kept is None:
            return None
        left += [kept] if kept else []
    if not constant or left == [*effect.when]:
        return effect
    asked = set(re.findall(r"\w+", " ".join(left)))
    guards = [
        name
        for name in effect.guards
        if (head := name.partition(".")[0]) not in constant or head in asked or UNTOLD in left
    ]
    return structs.replace(effect, when=tuple(left), guards=tuple(guards))


def _called(file: SourceFile, value: Value, model: str, *, awaited: bool) -> _Called | None:
    """The function of the project that a call certainly runs at once."""
    if isinstance(value, Attribute) and model:
        value = Attribute(Instance(model), value.name)
    found = callee(file, value)
    function = found.function
    if (
        found.module is None
        or function is None
        or found.signature is None
        or function.is_class
        or function.is_generator
        or (function.is_async and not awaited)
    ):
        return None
    return _Called(SourceFunction(found.module, function), found.signature)


def _calls_parameter(effect: Effect) -> bool:
    """Whether an effect is a call of a method of what the caller passes: a task, perhaps."""
    function = effect.call.function if effect.call is not None else None
    return isinstance(function, Attribute) and isinstance(function.value, Parameter)


def _with_meaning(file: SourceFile, effect: Effect) -> Effect:
    """An effect found in one file, with the called name followed through the project."""
    call = effect.call
    if effect.kind != "call" or call is None:
        return effect
    match call.function:
        case Attribute(Call(Name(path)), "start") if file.names.is_subclass(path, libraries.THREADS):
            return structs.replace(effect, kind="task", target=Name(f"{path}.run"))
        case Name():
            pass
        case _:
            return effect
    function = file.resolve(call.function)
    found = file.names.locate(function.path) if isinstance(function, Name) else None
    if found is not None:
        # The called function may be a method of a module's object: `client.post` for `client = httpx.Client()`.
        holder, *attributes = found.qualname.split(".")
        made = found.module.value(holder) if attributes else None
        if made is not None:
            function = _unwrapped(file.sibling(found.module), made)
            for attribute in attributes:
                function = attribute_of(function, attribute)
    if function == call.function:
        return effect
    meant = Call(function, call.arguments)
    kind, target = calls.classify(meant)
    return structs.replace(effect, kind=kind or "call", target=target if kind else function, call=meant)


def _unwrapped(file: SourceFile, made: Value) -> Value:
    """What a lazy object of ``file`` stands for, if that is known; anything else as it is."""
    match made:
        case Call(Name(path), (Argument(function), *_)) if path in libraries.LAZY:
            found = file.names.function(function)
            returned = found.module.body(found.function).returned if found is not None else ()
            return choice(returned) if returned else made
        case _:
            return made


class _Caller:
    """What a function that makes a ``call`` passes, and on what it calls a method."""

    def __init__(self, call: Effect, given: Mapping[str, Value], owner: Value | None) -> None:
        self.call = call
        self.given = given
        self.owner = owner
        self._known = given if owner is None else {_SELF: owner, **given}
        self.written = _written(self._known)

    def sees(self, effect: Effect, function: str, foreign: frozenset[str]) -> Effect:
        """An effect of the called function, with its parameters replaced by what is passed.

        ``foreign`` are names in its conditions that are not those of the called function.
        """
        call = self.call
        guards = (_guard(name, self._known) for name in effect.guards)
        names = {name: text for name, text in self.written.items() if name not in foreign}
        return structs.replace(
            effect,
            target=self._seen(effect.target, function),
            call=self._seen(effect.call, function) if effect.call is not None else None,
            guards=tuple(dict.fromkeys((*call.guards, *guards))),
            when=tuple(dict.fromkeys((*call.when, *(renamed(condition, names) for condition in effect.when)))),
            in_loop=call.in_loop or effect.in_loop,
            alone=effect.alone if effect.in_loop else call.alone,
            deferred=call.deferred or effect.deferred,
        )

    def _seen(self, value: Value, function: str) -> Value:
        told = substitute(value, self.given, function)
        owner = self.owner
        return told if owner is None else rewrite(told, lambda part: owner if isinstance(part, Instance) else None)


def _written(given: Mapping[str, Value]) -> dict[str, str]:
    """How the caller writes what it passes, where that is a name or a constant."""
    return {
        name: text
        for name, value in given.items()
        if (text := repr(value.value) if isinstance(value, Literal) else _path(value))
    }


def _path(value: Value) -> str:
    match value:
        case Parameter(name):
            return name
        case Instance():
            return _SELF
        case Attribute(owner, name):
            held = _path(owner)
            return f"{held}.{name}" if held else ""
        case _:
            return ""


def _guard(name: str, given: Mapping[str, Value]) -> str:
    """A tested name, under the caller's name for it."""
    head, dot, rest = name.partition(".")
    value = given.get(head)
    return f"{value.name}{dot}{rest}" if isinstance(value, Parameter) else name
