"""What a function does by itself and through the functions of the project that it calls, with the calls to it."""

from __future__ import annotations

from enum import Enum, auto
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from flake8_signals.knowledge import django
from flake8_signals.project import models
from flake8_signals.project.file import callee, may_put_off
from flake8_signals.syntax import calls
from flake8_signals.syntax.arguments import bound, substitute
from flake8_signals.syntax.values import (
    Attribute,
    Call,
    Instance,
    Literal,
    Name,
    Parameter,
    Unknown,
    Value,
    attribute_of,
    function_of,
    rewrite,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_signals.options import Options
    from flake8_signals.project.file import Receiver, SourceFile
    from flake8_signals.project.project import Project
    from flake8_signals.syntax.facts import Effect, Function, Relation, Use
    from flake8_signals.syntax.module import Module
    from flake8_signals.syntax.values import Signature

_CALLS = 3
"""How many calls, one inside the other, are followed."""

_FUNCTIONS = 50
"""How many functions are looked at on behalf of one."""

_DONE_TO_MODELS = frozenset("save create update delete m2m bulk query refresh".split())

_RUNS = django.WRAPPING_DECORATORS | django.RETURNING_DECORATORS | {"builtins.staticmethod", "builtins.classmethod"}

_SELF = "self"
"""What a method's own object goes by among the parameters whose models are known."""


DURING_WRITES = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")
"""The signals that are sent as rows are written."""

LOGINS = ("user_logged_in", "user_logged_out", "user_login_failed")
"""The signals that are sent as people log in and out."""


class CallStep(NamedTuple):
    """A call on the way to an effect: the dotted name of what is called, and the line of the call."""

    function: str
    line: int


class ReachedEffect(NamedTuple):
    """One effect of a function, as that function sees it: in its own parameters, under all the guards on the way.

    ``module`` is where the effect stands; ``chain`` the calls that lead to it, the outermost first (none: it is the
    function's own). ``model`` is the dotted name of the model that it is done to, or the label that this is looked up
    by; empty where the text does not tell. ``perhaps``: what is tested on the way is settled by a call (a constant, a
    default), so it may never happen here.
    """

    effect: Effect
    module: Module
    chain: tuple[CallStep, ...] = ()
    model: str = ""
    perhaps: bool = False

    @property
    def where(self) -> str:
        """How a message says where it happens: ``line 12``, ``line 12, in shop.services.pay()``."""
        if not self.chain:
            return f"line {self.effect.line}"
        return f"line {self.chain[0].line}, in {self.chain[-1].function}()"


class Follow(Enum):
    """Which calls are followed: to find out what a function does that is not asked for takes most of the time."""

    EVERY = auto()
    AT_ONCE = auto()
    """What does not wait for the commit."""
    ALWAYS = auto()
    """What happens once each time that the function runs, behind no guard."""
    NONE = auto()

    def includes(self, effect: Effect) -> bool:
        """Whether the effects behind a call are asked for."""
        match self:
            case Follow.EVERY:
                return True
            case Follow.AT_ONCE:
                return not effect.deferred
            case Follow.ALWAYS:
                return _happens_always(effect)
            case Follow.NONE:
                return False


def effects_of(receiver: Receiver, follow: Follow = Follow.EVERY) -> tuple[ReachedEffect, ...]:
    """Everything that a handler does itself, and in the functions of the project that the calls run that are followed.

    What such a function does that would not be followed there may be among it.
    """
    project, model = receiver.file.project, model_of(receiver)
    known: dict[tuple[Module, str, int, str, Follow], tuple[ReachedEffect, ...]] = project.memo.setdefault(
        "effects", {}
    )
    key = (receiver.module, receiver.function.path, receiver.function.place.line, model, follow)
    if key not in known:
        follower = _Follower(project, follow)
        known[key] = tuple(
            follower.effects(receiver.module, receiver.function, {"instance": model} if model else {}, frozenset())
        )
    return known[key]


def done_at_once(receiver: Receiver) -> Iterator[ReachedEffect]:
    """What a handler does there and then, and not only perhaps, but for what ``--signals-allowed-calls`` names."""
    if any(may_put_off(receiver.file.project, receiver.module, d.value) for d in receiver.function.decorators):
        return
    for reached in effects_of(receiver, Follow.AT_ONCE):
        if not (reached.effect.deferred or reached.perhaps or is_allowed(reached.effect, receiver.file.options)):
            yield reached


def done_always(receiver: Receiver) -> Iterator[ReachedEffect]:
    """What a handler does once each time that it runs, behind no guard."""
    return (reached for reached in effects_of(receiver, Follow.ALWAYS) if _happens_always(reached.effect))


def _happens_always(effect: Effect) -> bool:
    return not effect.guards and not effect.in_loop


def own_effects(receiver: Receiver) -> tuple[ReachedEffect, ...]:
    """What a handler does itself."""
    return effects_of(receiver, Follow.NONE)


def receivers_to_judge(file: SourceFile) -> Iterator[Receiver]:
    """The handlers whose bodies are judged in this file: none in tests, none that the file of its ``def`` connects."""
    for receiver in () if file.is_test else file.receivers:
        if not receiver.is_connected_at_home:
            yield receiver


def receives_any(receiver: Receiver, *names: str) -> bool:
    """Whether a handler is connected to one of Django's signals called ``names``, and to none that is not known."""
    return any(signal.built_in is not None and signal.name in names for signal in receiver.signals)


def runs_as_written(receiver: Receiver) -> bool:
    """Whether nothing but a handler's own text decides what of it runs: no decorator may keep it from being called."""
    return all(connection.fact.how != "wrapper" for connection in receiver.connections) and all(
        _runs(receiver, decorator.value) for decorator in receiver.function.decorators
    )


def _runs(receiver: Receiver, decorator: Value) -> bool:
    """Whether what a decorator makes of a function certainly runs it, each time that it is called."""
    resolved = receiver.file.project.names.resolve(function_of(decorator), receiver.module)
    return isinstance(resolved, Name) and resolved.path in _RUNS


def done_to_itself(receiver: Receiver, *kinds: str) -> ReachedEffect | None:
    """The first thing of these ``kinds`` that a handler does to its own ``instance`` whenever it runs.

    ``None`` where there is none, or where anything may keep it from happening again: a guard, a loop, a decorator, a
    ``disconnect()``, a ``save()`` of the project's own that is not Django's in the end.
    """
    instance = Parameter("instance", _qualname(receiver.module, receiver.function))
    always = done_always(receiver)
    found = next((done for done in always if done.effect.kind in kinds and done.effect.target == instance), None)
    if found is None or not runs_as_written(receiver) or not _is_djangos(receiver, found.effect):
        return None
    return None if any(reached.effect.kind == "disconnect" for reached in effects_of(receiver)) else found


def _is_djangos(receiver: Receiver, effect: Effect) -> bool:
    """Whether a method of the handler's own instance is Django's, or certainly calls that."""
    call, method = effect.call, effect.method.removeprefix("a")
    if call is None or call.unpacks or not set(call.keywords) <= calls.SAVE_ARGUMENTS:
        return False
    model, project = model_of(receiver), receiver.file.project
    for ancestor in project.names.ancestors(model, receiver.file.module) if model else ():
        if not isinstance(ancestor, str) and method in ancestor.outline.methods:
            own = ancestor.module.function(f"{ancestor.outline.qualname}.{method}")
            if own is None or not any(_calls_super(inner, method) for inner in ancestor.module.body(own).effects):
                return False
    return True


def _calls_super(effect: Effect, method: str) -> bool:
    if effect.call is None or effect.guards or effect.in_loop:
        return False
    owner, called = calls.split(effect.call.function)
    return called == method and owner is not None and calls.root(owner) == "builtins.super"


def is_bound_again(use: Use) -> bool:
    """Whether a parameter, or a key of ``kwargs``, holds something else from there on (``pop()`` only takes it out)."""
    return use.how == "assign" and not use.detail


def is_only_for(receiver: Receiver, model: str, call: Call) -> bool:
    """Whether a ``call`` that creates a ``model`` gives the handler's instance to a one-to-one field for such."""
    return any(relation.kind == "OneToOneField" for relation, _ in keys_to_instance(receiver, model, call))


def keys_to_instance(receiver: Receiver, model: str, call: Call) -> Iterator[tuple[Relation, Module]]:
    """The relational fields for such that a ``call`` which creates a ``model`` gives the handler's instance to."""
    project, near = receiver.file.project, receiver.file.module
    instance = Parameter("instance", _qualname(receiver.module, receiver.function))
    keys = (Attribute(instance, "pk"), Attribute(instance, "id"))
    fields = {argument.keyword for argument in call.arguments if argument.value == instance}
    ids = {argument.keyword for argument in call.arguments if argument.value in keys}
    senders = {_whose(project, sender, near) for sender in receiver.senders or ()}
    for relation, where in models.relations(project, model, near) if "" not in senders else ():
        given = relation.name in fields or f"{relation.name}_id" in ids
        if given and {pointed_at(project, relation, where)} == senders:
            yield relation, where


def pointed_at(project: Project, relation: Relation, near: Module) -> str:
    """What the model that a relational field points to goes by; empty where it is not known."""
    return _whose(project, _target(relation, near), near)


def _whose(project: Project, value: Value, near: Module) -> str:
    """What the model of a sender or a relational field goes by when two are compared; empty where it is not known."""
    resolved = project.names.resolve(value, near)
    named = models.behind(project, resolved, near)
    user = isinstance(named, Call) and named.function == Name(models.USER_CALL)
    if user or resolved == Name("django.conf.settings.AUTH_USER_MODEL"):
        return "the user model"
    return _named(project, value, near) or ""


def is_certain(reached: ReachedEffect) -> bool:
    """Whether an effect certainly is the ORM's: what plainly is an attribute may be a file field, a set, a client."""
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


def model_of(receiver: Receiver) -> str:
    """The one model whose signals a handler receives; empty where there are several, or the text does not tell."""
    found = {_named(receiver.file.project, sender, receiver.file.module) or "" for sender in receiver.senders or ()}
    return found.pop() if len(found) == 1 else ""


class _Place(NamedTuple):
    """Where a call stands: the function, its module, and the models of its parameters that are known."""

    module: Module
    function: Function
    known: Mapping[str, str]


class _Found(NamedTuple):
    """A function that a call runs, and the parameters that the call meets."""

    module: Module
    function: Function
    signature: Signature


class _Follower:
    """Follows calls on behalf of one function, to a fixed depth and number of functions; cycles are broken."""

    def __init__(self, project: Project, follow: Follow) -> None:
        self.project = project
        self.follow = follow
        self.left = _FUNCTIONS

    def effects(
        self, module: Module, function: Function, known: Mapping[str, str], around: frozenset[str]
    ) -> Iterator[ReachedEffect]:
        """The effects of a function: ``known`` are its parameters' models, ``around`` the functions that led to it."""
        inside = around | {function.path}
        for written in module.body(function).effects:
            effect = _with_meaning(self.project, module, written)
            model: str | None = ""
            if effect.kind in _DONE_TO_MODELS:
                model = self._model(module, effect.target, known)
            if model is not None and not (around and effect.kind in ("call", "log")):
                yield ReachedEffect(effect, module, (), model)
            if (
                effect.kind == "call"
                and effect.call is not None
                and len(inside) <= _CALLS
                and self.follow.includes(effect)
            ):
                yield from self._through(_Place(module, function, known), effect, effect.call, inside)

    def _through(self, at: _Place, effect: Effect, call: Call, inside: frozenset[str]) -> Iterator[ReachedEffect]:
        """The effects of the function that a ``call`` reaches, as the caller sees them."""
        module, known = at.module, at.known
        owner = call.function.value if isinstance(call.function, Attribute) else None
        model = self._object(module, owner, known) if owner is not None else ""
        found = self._called(module, call.function, model, awaited=effect.awaited)
        if found is None or found.function.path in inside or not self.left:
            return
        self.left -= 1
        given = bound(found.signature, call)
        if any(argument.star == "**" for argument in call.arguments):
            # What is handed on as a whole has the same names there.
            caller = _qualname(module, at.function)
            given = {parameter.name: Parameter(parameter.name, caller) for parameter in found.signature.named} | given
        inner = {name: self._object(module, value, known) for name, value in given.items()} | {_SELF: model}
        settled = {p.name for p in found.signature.named if isinstance(given.get(p.name, Literal(None)), Literal)}
        step = CallStep(found.function.path, effect.line)
        for reached in self.effects(found.module, found.function, {n: m for n, m in inner.items() if m}, inside):
            seen = _as_caller_sees(reached.effect, effect, given, _qualname(found.module, found.function), owner)
            target = (
                self._model(module, seen.target, known) if seen.kind in _DONE_TO_MODELS and not reached.model else ""
            )
            perhaps = reached.perhaps or not settled.isdisjoint(
                name.partition(".")[0] for name in reached.effect.guards
            )
            yield ReachedEffect(seen, reached.module, (step, *reached.chain), reached.model or target or "", perhaps)

    def _called(self, module: Module, value: Value, model: str, *, awaited: bool) -> _Found | None:
        """The function of the project that a call certainly runs there and then."""
        if isinstance(value, Attribute) and model:
            value = Attribute(Instance(model), value.name)
        found = callee(self.project, module, value)
        function = found.function
        if (
            found.module is None
            or function is None
            or found.signature is None
            or function.is_class
            or function.is_generator
        ):
            return None
        return _Found(found.module, function, found.signature) if awaited or not function.is_async else None

    def _object(self, module: Module, value: Value, known: Mapping[str, str]) -> str:
        """The model that ``value`` is an object of; empty where it is none, or the text does not tell."""
        held = calls.subject(value)
        return self._model(module, held.model, known) or "" if held is not None and held.what == "object" else ""

    def _model(self, module: Module, target: Value, known: Mapping[str, str]) -> str | None:
        """The model that an effect is done to: empty where the text does not tell, ``None`` where there is none."""
        match target:
            case Parameter("sender") | Attribute(Parameter("instance"), "__class__"):
                return known.get("instance", "")
            case Parameter(name):
                return known.get(name, "")
            case Instance(path):
                return known.get(_SELF) or _named(self.project, Name(path), module)
            case Attribute(inner, "__class__"):
                return self._model(module, inner, known)
            case Attribute(inner, name):
                owner = self._model(module, inner, known)
                return owner and _related(self.project, owner, name, module)
            case _:
                return _named(self.project, target, module)


def _named(project: Project, value: Value, near: Module) -> str | None:
    """The model that a name, a label or a look-up stands for; empty if the text does not tell, ``None`` for none."""
    value = models.behind(project, project.names.resolve(value, near), near)
    match value:
        case Call(function) if calls.split(function)[1] == "get_model":
            texts = [text.value for text in value.positional if isinstance(text, Literal)]
            return _labelled(project, ".".join(text for text in texts if isinstance(text, str)), near)
        case Literal(str() as label):
            return _labelled(project, label, near)
        case Name():
            pass
        case _:
            return ""
    made = project.names.class_at(value.path, near)
    if made is None:
        of_a_library = project.names.locate(value.path, near) is None and "models" in value.path.split(".")
        return value.path if value.path in django.MODELS or of_a_library else ""
    known = models.is_model(project, made.path, near)
    if known or project.names.is_subclass(made.path, frozenset(), near) is None:
        return made.path if known or "models" in made.path.split(".") else ""
    return None


def _labelled(project: Project, label: str, near: Module) -> str:
    """The model with a label such as ``shop.Order``: its dotted name if that is known; empty for no label."""
    app, dot, name = label.partition(".")
    if not dot:
        return ""
    found = project.names.class_at(f"{project.startup.labels.get(app, app)}.models.{name}", near)
    return found.path if found is not None else label


def _related(project: Project, owner: str, field: str, near: Module) -> str:
    """The model that a relational field points to; empty where there is none, or it points to what is not known."""
    found = models.relation(project, f"{owner}.{field}", near)
    if found is None:
        return ""
    if found[0].target == Literal("self"):
        return owner
    return _named(project, _target(*found), found[1]) or ""


def _target(relation: Relation, module: Module) -> Value:
    """What a relational field points to; a model of its own module may be given without the app."""
    target = relation.target
    if isinstance(target, Literal) and "." not in str(target.value):
        return Name(f"{module.name}.{target.value}")
    return target


def _with_meaning(project: Project, module: Module, effect: Effect) -> Effect:
    """An effect of a file alone, with the name that it calls followed to what it stands for in the project."""
    call = effect.call
    if effect.kind != "call" or call is None or not isinstance(call.function, Name):
        return effect
    function = project.names.resolve(call.function, module)
    found = project.names.locate(function.path, module) if isinstance(function, Name) else None
    if found is not None:
        # What is called may hang on an object of a module: `client.post` for `client = httpx.Client()`.
        holder, *attributes = found.qualname.split(".")
        made = found.module.value(holder) if attributes else None
        if made is not None:
            function = made
            for attribute in attributes:
                function = attribute_of(function, attribute)
    if function == call.function:
        return effect
    meant = Call(function, call.arguments)
    kind, target = calls.classify(meant)
    return structs.replace(effect, kind=kind or "call", target=target if kind else function, call=meant)


def _as_caller_sees(
    effect: Effect, call: Effect, given: Mapping[str, Value], function: str, owner: Value | None
) -> Effect:
    """An effect of the function called ``function``, told in what the ``call`` of it gives to its parameters."""

    def seen(value: Value) -> Value:
        told = substitute(value, given, function)
        return told if owner is None else rewrite(told, lambda part: owner if isinstance(part, Instance) else None)

    known = given if owner is None else {_SELF: owner, **given}
    guards = (_guard(name, known) for name in effect.guards)
    return structs.replace(
        effect,
        target=seen(effect.target),
        call=seen(effect.call) if effect.call is not None else None,
        guards=tuple(dict.fromkeys((*call.guards, *guards))),
        in_loop=call.in_loop or effect.in_loop,
        deferred=call.deferred or effect.deferred,
    )


def _guard(name: str, given: Mapping[str, Value]) -> str:
    """A name that is tested, as the caller calls it."""
    head, dot, rest = name.partition(".")
    value = given.get(head)
    return f"{value.name}{dot}{rest}" if isinstance(value, Parameter) else name


def _qualname(module: Module, function: Function) -> str:
    return function.path.removeprefix(f"{module.name}.")
