"""What a function does, by itself and through the functions of the project that it calls."""

from __future__ import annotations

from enum import Enum, auto
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.knowledge import libraries
from flake8_signals.knowledge.orm import SAVE_ARGUMENTS
from flake8_signals.project import models
from flake8_signals.project.called import Caller, called_by, constants, with_constants
from flake8_signals.project.relations import named_model, related, sender_of_changes, target
from flake8_signals.project.senders import sender_name
from flake8_signals.syntax import calls
from flake8_signals.syntax.arguments import bound
from flake8_signals.syntax.conditions import names_in
from flake8_signals.syntax.values import (
    Argument,
    Attribute,
    Call,
    Choice,
    Instance,
    Literal,
    Name,
    Parameter,
    Unknown,
    Value,
    alternatives,
    attribute_of,
    choice,
    last_part,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_signals.options import Options
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class, SourceFunction
    from flake8_signals.project.project import Project
    from flake8_signals.project.receivers import Receiver
    from flake8_signals.syntax.facts import Effect, Relation
    from flake8_signals.syntax.module import Module

_CALLS = 3
"""How many nested calls are followed."""

_FUNCTIONS = 50
"""How many functions are analysed for one."""

_DONE_TO_MODELS = frozenset("save create update delete m2m bulk query refresh".split())

_SELF = "self"
"""The name of a method's own object among the parameters with known models."""


_CLASSES = ("class", "cls", "error", "exception", "form", "model", "serializer", "type")
"""How parameters end that are called to make an object, not to do something."""


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
    those of the functions that lead there, and not of the one that reaches it. ``lost``: a call of what is not known,
    or too many calls away to be followed.
    """

    effect: Effect
    module: Module
    chain: tuple[CallStep, ...] = ()
    model: str = ""
    perhaps: bool = False
    through: str | None = ""
    saves: str = ""
    foreign: frozenset[str] = frozenset()
    lost: bool = False

    @property
    def where(self) -> str:
        """How a message says where it happens: ``line 12``, ``line 12, in shop.services.pay()``."""
        if not self.chain:
            return f"line {self.effect.line}"
        return f"line {self.chain[0].line}, in {self.chain[-1].function}()"


class Follow(Enum):
    """Which calls are followed: analysing functions that nobody asks about would take most of the time."""

    EVERY = auto()
    WHOLE = auto()
    """Every call, and those are told that cannot be followed though they may do something."""
    AT_ONCE = auto()
    """Everything that does not wait for the commit."""
    ALWAYS = auto()
    """Everything that happens once on every run, behind no guard."""
    SAVES = auto()
    """The saves behind no guard that do not wait for the commit, in loops too: nothing else is told."""
    NONE = auto()

    def includes(self, effect: Effect) -> bool:
        """Whether the effects behind a call are asked for."""
        match self:
            case Follow.EVERY | Follow.WHOLE:
                return True
            case Follow.AT_ONCE:
                return not effect.deferred
            case Follow.ALWAYS:
                return happens_always(effect)
            case Follow.SAVES:
                return not effect.guards and not effect.deferred
            case Follow.NONE:
                return False

    def tells(self, effect: Effect) -> bool:
        """Whether an effect, or what it leads to, may be asked for."""
        return self is not Follow.SAVES or effect.kind in ("save", "create", "call")


def happens_always(effect: Effect) -> bool:
    """Whether an effect happens once on every run of its function."""
    return not effect.guards and not effect.in_loop


def effects(project: Project, found: SourceFunction, model: str, follow: Follow) -> tuple[ReachedEffect, ...]:
    """What a function does; its ``instance``, if it has one, is a ``model`` (empty: any)."""
    at = _Place(project.file(found.module), found, lambda name: model if name == "instance" else "")
    return tuple(_Follower(follow).effects(at, frozenset()))


_DOING = frozenset("save create update delete bulk m2m send task mail network".split())
"""The effects that are worth a word where it is not told what a call does."""


def does_something(project: Project, found: SourceFunction, follow: Follow = Follow.EVERY) -> bool:
    """Whether a function writes to the database, sends something or hands on a task, or (``WHOLE``) may do so."""
    return any(reached.lost or reached.effect.kind in _DOING for reached in project.effects(found, "", follow))


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
        calls_super = _always_calls(ancestor, f"super.{method}", method)
        if not (calls_super or _always_hands_over(receiver.file, ancestor, method)):
            return False
    return True


def _always_calls(owner: Class, wanted: str, method: str, around: frozenset[str] = frozenset()) -> bool:
    """Whether a ``method`` always makes the ``wanted`` call, perhaps through other methods."""
    always = _always_called(owner, method) if method not in around else frozenset()
    inside = [called.removeprefix("self.") for called in always if called.startswith("self.")]
    return wanted in always or any(_always_calls(owner, wanted, name, around | {method}) for name in inside)


def _always_hands_over(file: SourceFile, owner: Class, method: str) -> bool:
    """Whether a ``method`` always has an object do its work that calls the same one of ``super(owner, …)``."""
    wanted = f"super({owner.outline.qualname}).{method}"
    for called in _always_called(owner, method):
        made, handed, name = called.partition("(self).")
        value = file.sibling(owner.module).resolve(Name(f"{owner.module.name}.{made}")) if handed else None
        doer = file.names.class_at(value.path) if isinstance(value, Name) else None
        if doer is not None and _always_calls(doer, wanted, name):
            return True
    return False


def _always_called(owner: Class, method: str) -> frozenset[str]:
    """What a method of a class's own calls on every run."""
    return owner.module.always(f"{owner.outline.qualname}.{method}")


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
    known: Callable[[str], str]

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
                return self.known("instance")
            case Parameter(name):
                return self.known(name)
            case Instance(path):
                return self.known(_SELF) or named_model(self.file, Name(path))
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
            if not self.follow.tells(effect):
                continue
            if effect.kind == "lost":
                effect = structs.replace(effect, kind="call")
                if self._is_lost(at, effect, inside):
                    yield ReachedEffect(effect, at.found.module, lost=True)
                continue
            owner = at.owner_of_file(effect)
            if owner:
                file_effect = structs.replace(effect, kind="file")
                yield ReachedEffect(file_effect, at.found.module, saves=owner if _saves_owner(effect) else "")
                continue
            model = at.model_of(effect.target) if effect.kind in _DONE_TO_MODELS else ""
            if self._is_lost(at, effect, inside):
                yield ReachedEffect(effect, at.found.module, lost=True)
                continue
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

    def _is_lost(self, at: _Place, effect: Effect, inside: frozenset[str]) -> bool:
        """Whether an effect is a call that may do something, but cannot be followed."""
        call = effect.call
        if self.follow is not Follow.WHOLE or effect.kind != "call" or call is None:
            return False
        function = call.function
        model = at.object_of(function.value) if isinstance(function, Attribute) else ""
        called = called_by(at.file, function, model, awaited=effect.awaited)
        if called is not None:
            too_far = called.path not in inside and not (len(inside) <= _CALLS and self.left)
            return too_far and does_something(at.file.project, called.found)
        match function:
            case Parameter(name):
                return not name.lower().endswith(_CLASSES)
            case Choice(options) if any(isinstance(option, Parameter) for option in options):
                return True
            case Attribute() | Choice():
                return at.file.project.doers.may_do(last_part(calls.spelled(function)))
            case _:
                return False

    def _through(self, at: _Place, effect: Effect, call: Call, inside: frozenset[str]) -> Iterator[ReachedEffect]:
        """The effects of the function that a ``call`` reaches, as the caller sees them."""
        owner = call.function.value if isinstance(call.function, Attribute) else None
        model = at.object_of(owner) if owner is not None else ""
        called = called_by(at.file, call.function, model, awaited=effect.awaited)
        if called is None or called.path in inside or not self.left:
            return
        found, signature = called.found, called.signature
        self.left -= 1
        given = bound(signature, call)
        if any(argument.star == "**" for argument in call.arguments):
            # kwargs passed on as a whole keep their names.
            given = {p.name: Parameter(p.name, at.found.qualname) for p in signature.named} | given
        unasked = {p.name for p in signature.named if isinstance(given.get(p.name, Literal(None)), Literal)}
        constant: dict[str, str] | None = None
        step = CallStep(called.path, effect.line)

        @cache
        def known(name: str) -> str:
            return model if name == _SELF else at.object_of(given[name]) if name in given else ""

        there = _Place(at.file.sibling(found.module), found, known)
        for reached in self.effects(there, inside):
            if constant is None and reached.effect.when:
                constant = constants(called, call, given)
            own = {name: text for name, text in (constant or {}).items() if name not in reached.foreign}
            decided = with_constants(reached.effect, own)
            if decided is None:
                continue
            caller = Caller(effect, given, owner)
            seen = caller.sees(decided, found.qualname, reached.foreign)
            told = (name for condition in decided.when for name in names_in(condition))
            foreign = reached.foreign.union(name for name in told if name not in caller.written)
            passed = seen.call
            if reached.effect.kind == "call" and passed is not None:
                kind, task = calls.classify(passed)
                if kind == "task":
                    seen = structs.replace(seen, kind=kind, target=task)
                elif reached.lost:
                    seen = structs.replace(seen, target=_handed(at.file, passed) or seen.target)
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
                reached.lost and seen.kind == "call",
            )


def _handed(file: SourceFile, call: Call) -> Value | None:
    """The one function of the project that a call may run; ``None`` if there is none, or several."""
    found = [option for option in alternatives(call.function) if file.names.function(option) is not None]
    return found[0] if len(found) == 1 else None


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
    kind = "" if kind == "lost" else kind
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
