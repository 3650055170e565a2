"""The map of a project's signals: what is connected to what, whether it is loaded, and what it triggers.

The schema of version 2; paths are relative to the root, lines count from 1, names are dotted names:

``signals``
    ``name``, ``class``, ``path`` and ``line`` of each signal that the project defines.
``models``
    ``name``, ``label`` (``shop.Order``), ``app``, ``path`` and ``line`` of each model that is a sender or written to.
    The place is ``null`` for one of another project.
``receivers``
    a row for each connection: ``receiver``, ``path``, ``line`` (of its ``def``), ``signature`` (a text), ``signal``,
    ``sender`` (``null``: all, ``"?"``: unknown), ``dispatch_uid``, ``weak``, ``async``, ``connected_at`` (``path``,
    ``line``), ``guards`` (the conditions under which it is connected there), ``order`` (its place among all
    connections, as start-up makes them; receivers are called in this order), ``loaded`` (``ready``, ``import``,
    ``lazy``, ``never``, ``dead``, ``unknown``), ``loaded_by`` (the chain of names that proves it), ``findings``
    (``code``, ``path``, ``line``, ``message``) and ``killed_by`` (the codes of those findings by which it is dead).
``sends``
    ``signal``, ``path``, ``line``, ``method`` and ``arguments`` of each send outside tests.
``effects``
    what each ``receiver`` does (that of a ``def`` on ``receiver_line``: there may be several of one name): ``kind``
    (``call``: a call that is not followed, as it is of what is not known, or too many calls away),
    ``target`` (a name; ``null``: unknown), ``through`` (the sender of the ``m2m_changed`` that it causes, or ``null``),
    ``source`` (what is called, as written), ``path``, ``line``, ``guards`` (Python conditions that all hold:
    ``created``, ``not raw``; ``…``: one that is too long to tell), ``deferred`` (only on commit), ``repeated`` (in a
    loop) and ``via`` (the calls that lead there, the outermost first: ``function``, ``line``).
``relations``
    the relational fields of the project's models, in the order of the apps: ``model``, ``field``, ``kind``
    (``ForeignKey``, ``GenericRelation``; ``parent``: the link of a model to the one that it inherits a table from),
    ``target`` (a model, or ``null``), ``through`` (the sender of its ``m2m_changed``, or ``null``), ``on_delete``
    (``CASCADE``) and ``null``.
``cycles``
    lists of receivers, each of which certainly calls the next by a save, and the last one the first.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_signals.knowledge import django_models
from flake8_signals.map.findings import Findings
from flake8_signals.project import models
from flake8_signals.project.effects import Follow
from flake8_signals.project.order import installed, order
from flake8_signals.project.receivers import Receiver
from flake8_signals.project.relations import own_fields, parents_of, pointed_to, through
from flake8_signals.syntax.facts import Outline
from flake8_signals.syntax.parsing import UNPARSABLE, parsed
from flake8_signals.syntax.values import Literal, Name, last_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.effects import ReachedEffect
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.index import Index
    from flake8_signals.project.project import Project

VERSION = 2
"""The version of the JSON schema."""

LOST = "call"
"""The kind of effects that are calls which cannot be followed, though they may do something."""

_PASSING = frozenset({LOST, "log"})
"""Effects that are not in the map: a call to the project's own function is shown as what that function does."""

_SHOWN = frozenset("save create update delete bulk m2m task network mail send sql file subprocess sleep".split())
"""The effects that deserve a line in the pictures."""

_OF_MODELS = frozenset(
    "pre_init post_init pre_save post_save pre_delete post_delete m2m_changed class_prepared".split()
)
"""The signals whose senders are models."""

WRITES = frozenset({"save", "create", "update", "delete", "bulk", "m2m"})
"""Effects that act on a model."""

_WRAPPERS = "django.utils."
"""Where the classes are that stand for something else, such as ``SimpleLazyObject``: for a model, or for a cache."""

SILENT = frozenset({"update", "bulk"})
"""Writes that send no signals."""

_NAMING = ("sender", "target", "model")
"""The fields of rows that name a model."""

_GUARDS = 4
"""How many of the conditions of an effect are shown."""

_LONG = 60
"""How many characters of a condition, or of an effect's source, are shown."""

_STATES = {
    "never": "NOT LOADED: nothing imports it",
    "lazy": "NOT LOADED at start-up",
    "dead": "DEAD: nothing holds the receiver",
    "unknown": "loaded, perhaps",
}
"""What is said of a connection that start-up may not make."""


def build(project: Project, paths: Sequence[str], tick: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """The map of what stands under ``paths``, as plain data in the documented schema and a stable order.

    ``tick`` is called after each file that may hold connections.
    """
    index = project.index
    judged = Findings(project)
    wanted = tuple(path.rstrip(os.sep) + os.sep for path in paths)

    def is_wanted(file: SourceFile) -> bool:
        return f"{file.path}{os.sep}".startswith(wanted)

    found: list[tuple[Connection, dict[str, Any], dict[str, Any]]] = []
    for file in index.files:
        made_here = index.connections_in(file) if is_wanted(file) else ()
        found += [(made, _receiver(index, made), judged.of(made)) for made in made_here]
        tick()
    places = order(index)
    rows = [{**row, "order": places[made], **judgement} for made, row, judgement in found]
    data = {
        "version": VERSION,
        "root": project.root,
        "signals": _signals(index, is_wanted),
        "models": [],
        "receivers": rows,
        "sends": _sends(index, is_wanted),
        "effects": _effects(index, is_wanted),
        "relations": _relations(index),
        "cycles": _cycles(index, judged, {row["receiver"] for row in rows}),
    }
    _name_by_one_name(index, data)
    return {**data, "models": [_model(index, name) for name in sorted(_models(index, data))]}


def every_model(project: Project) -> Iterator[tuple[SourceFile, str]]:
    """All models that the project defines outside tests, by their dotted names; neither abstract ones nor proxies.

    A class with relational fields is one, even if the text does not tell all of its bases.
    """
    for path, text in project.files.texts.items():
        if b"models" in text and b"class " in text and not project.files.is_test(path):
            file = project.file(project.modules.at(path))
            for outline in file.module.outline.classes:
                name = f"{file.module.name}.{outline.qualname}"
                said = dict(outline.meta)
                is_table = said.get("abstract") is not True and said.get("proxy") is not True
                if (
                    is_table
                    and (outline.relations or models.is_model(file, name))
                    and not models.is_abstract(file, name)
                ):
                    yield file, name


class Group(NamedTuple):
    """One signal of a map, with the rows about it."""

    signal: str
    sends: list[dict[str, Any]]
    receivers: list[dict[str, Any]]


def by_signal(data: dict[str, Any]) -> list[Group]:
    """The rows of a map, grouped by signal and sorted by the signals' names."""
    groups = {signal["name"]: Group(signal["name"], [], []) for signal in data["signals"]}
    for row in data["receivers"]:
        groups.setdefault(row["signal"], Group(row["signal"], [], [])).receivers.append(row)
    for send in data["sends"]:
        if send["signal"] in groups:
            groups[send["signal"]].sends.append(send)
    return sorted(groups.values())


def shown_effects(data: dict[str, Any], *more: str) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The effects of a map that are worth showing, by the name of the receiver and the line of its ``def``.

    ``more``: kinds of effects that are not shown everywhere.
    """
    effects: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for effect in data["effects"]:
        if effect["kind"] in _SHOWN or effect["kind"] in more:
            effects.setdefault((effect["receiver"], effect["receiver_line"]), []).append(effect)
    return effects


def state_of(row: dict[str, Any]) -> str:
    """What is wrong with a receiver's connection, in a few words; empty if start-up certainly makes it."""
    if row["killed_by"]:
        return f"DEAD: {', '.join(row['killed_by'])}"
    state = _STATES.get(row["loaded"], "")
    if row["loaded"] == "lazy" and len(row["loaded_by"]) > 1:
        return f"{state}, only by {row['loaded_by'][0]}"
    if row["loaded"] == "never" and row["loaded_by"]:
        return f"NOT LOADED: {row['loaded_by'][0].partition('.<locals>')[0]}() never runs"
    return state


def connected(row: dict[str, Any]) -> str:
    """When a receiver is connected, in a few words: ``connected if settings.SHIPS``; empty if that has no condition."""
    tested = condition({"guards": row["guards"], "deferred": False})
    return f"connected{tested}" if tested else ""


def is_dead(row: dict[str, Any]) -> bool:
    """Whether a receiver's connection certainly never calls it: nothing holds it, or a rule proves it."""
    return row["loaded"] == "dead" or bool(row["killed_by"])


def condition(effect: dict[str, Any]) -> str:
    """When an effect happens, in a few words: `` if created and not raw on commit``; empty if always and at once."""
    several = len(effect["guards"]) > 1
    shown = [f"({_short(guard)})" if several and " or " in guard else _short(guard) for guard in effect["guards"]]
    more = " …" if len(shown) > _GUARDS else ""
    tested = f" if {' and '.join(shown[:_GUARDS])}{more}" if shown else ""
    return f"{' on commit' if effect['deferred'] else ''}{tested}"


def target_of(effect: dict[str, Any]) -> str:
    """What an effect acts on: a name, or else its source, shortened."""
    return _short(effect["target"] or f"{effect['source']}()")


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def unparsable(project: Project) -> list[str]:
    """The files that mention signals and that this Python cannot parse, each with the line of the error."""
    found = []
    for path, summary in project.files.summaries.items():
        relative = project.files.relative(path)
        if not summary.signals or project.files.is_test(path) or project.modules.at(path).outline != Outline():
            continue
        try:
            parsed(project.modules.at(path).content)
        except UNPARSABLE as error:
            line = getattr(error, "lineno", None)
            found.append(f"{relative}:{line}" if line else relative)
    return found


def unanalysed(project: Project) -> list[tuple[str, str]]:
    """The first place in each file, other than tests, that could not be analysed, with the reason."""
    found = []
    for path, module in project.modules.known.items():
        if module.troubles and not project.files.is_test(path):
            line, reason = min(module.troubles.values())
            found.append((f"{project.files.relative(path)}:{line}", reason))
    return sorted(found)


def _signals(index: Index, is_wanted: Callable[[SourceFile], bool]) -> list[dict[str, Any]]:
    relative = index.project.files.relative
    return [
        {"name": signal.path, "class": signal.class_path, "path": relative(file.path), "line": place.line}
        for file, signal, place in index.defined
        if is_wanted(file)
    ]


def _receiver(index: Index, connection: Connection) -> dict[str, Any]:
    relative = index.project.files.relative
    callee = connection.callee
    function = callee.function
    module = callee.module or connection.file.module
    place = function.place if function is not None else connection.place
    uid = connection.fact.dispatch_uid
    return {
        "receiver": connection.receiver_path,
        "path": relative(module.path),
        "line": place.line,
        "signature": _signature(connection),
        "signal": connection.signal_path,
        "sender": _sender(connection),
        "dispatch_uid": _literal(uid),
        "weak": _literal(connection.fact.weak, default=True),
        "async": function.is_async if function is not None else False,
        "connected_at": {"path": relative(connection.path), "line": connection.place.line},
        "guards": list(connection.fact.context.when),
        "loaded": connection.loading.state,
        "loaded_by": list(connection.loading.chain),
    }


def _sender(connection: Connection) -> str | None:
    """The sender's dotted name; a label stays one if its model is not in sight."""
    path = connection.sender_path
    if path == "?" and connection.sender is not None:
        if models.is_user_model(connection.file, connection.sender):
            return django_models.USER_MODEL  # no settings in sight say otherwise
        chosen = models.label_in_settings(connection.file, models.behind(connection.file, connection.sender))
        return models.labelled(connection.file, chosen or "") or "?"
    is_label = path is not None and path.count(".") == 1 and connection.file.names.class_at(path) is None
    return models.labelled(connection.file, path) if path is not None and is_label else path


def _signature(connection: Connection) -> str:
    signature = connection.callee.signature
    if signature is None:
        return "…"
    marks = {"*": "*", "**": "**"}
    written = [f"{marks.get(p.kind, '')}{p.name}{'=…' if p.has_default else ''}" for p in signature.parameters]
    return ", ".join(written)


def _literal(value: Any, default: Any = None) -> Any:
    if value is None:
        return default
    return value.value if isinstance(value, Literal) else "?"


def _sends(index: Index, is_wanted: Callable[[SourceFile], bool]) -> list[dict[str, Any]]:
    found = []
    for file in filter(is_wanted, index.files):
        for send in file.sends:
            signal = None if file.is_test else file.signal(send.signal)
            if signal is not None:
                arguments = [name for name in send.call.keywords if name != "sender"]
                row = {"signal": signal.path, "path": index.project.files.relative(file.path), "line": send.place.line}
                found.append(
                    {**row, "method": send.method, "arguments": arguments + (["?"] if send.call.unpacks else [])}
                )
    return found


def _effects(index: Index, is_wanted: Callable[[SourceFile], bool]) -> list[dict[str, Any]]:
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for path, receiver in (pair for file in index.files if is_wanted(file) for pair in _definitions(index, file)):
        line = receiver.function.place.line
        rows = found.setdefault((path, line), [])
        for reached in receiver.effects(Follow.WHOLE):
            if reached.lost or reached.effect.kind not in _PASSING:
                row = {"receiver": path, "receiver_line": line, **_effect(index, receiver, reached)}
                rows += [row] if row not in rows else []
                rows += [{**row, "kind": "save", "target": reached.saves}] if reached.saves else []
    return [row for rows in found.values() for row in rows]


def _definitions(index: Index, file: SourceFile) -> Iterator[tuple[str, Receiver]]:
    """The receivers that a file connects, by name; where a name is defined several times, each of them."""
    for path, receiver in index.receivers_in(file).items():
        made = index.connections_of_in(file).get(path, ())
        functions = list(dict.fromkeys(connection.callee.function for connection in made))
        if len(functions) == 1:
            yield path, receiver
            continue
        for function in functions:
            own = dict.fromkeys(connection.whole for connection in made if connection.callee.function == function)
            if function is not None:
                yield path, Receiver(file, receiver.module, function, (*own,))


def _effect(index: Index, receiver: Receiver, reached: ReachedEffect) -> dict[str, Any]:
    effect = reached.effect
    return {
        "kind": _kind(reached),
        "target": reached.model or _target(receiver, reached),
        "through": reached.through or None,
        "source": effect.source,
        "path": index.project.files.relative(reached.module.path),
        "line": effect.line,
        "guards": list(effect.when),
        "deferred": effect.deferred,
        "repeated": effect.in_loop,
        "via": [{"function": step.function, "line": step.line} for step in reached.chain],
    }


def _kind(reached: ReachedEffect) -> str:
    """The kind of an effect; to change what a foreign key points back from is to update it, or to save each row."""
    if reached.effect.kind == "m2m" and reached.through is None:
        call = reached.effect.call
        return "save" if call is not None and call.argument("bulk") == Literal(False) else "update"
    return reached.effect.kind


def _target(receiver: Receiver, reached: ReachedEffect) -> str | None:
    """What an effect acts on, other than a model: a signal, a task, a function; ``None`` if unknown."""
    target = receiver.file.project.names.resolve(reached.effect.target, reached.module)
    if not isinstance(target, Name) or (reached.effect.kind in WRITES and target.path.startswith(_WRAPPERS)):
        return None
    return target.path


def _cycles(index: Index, judged: Findings, wanted: set[str]) -> list[list[str]]:
    """The cycles with one of the ``wanted`` receivers, without those that a dead connection breaks."""
    return [
        [triggered.path for triggered in cycle]
        for cycle in index.project.cycles
        if not wanted.isdisjoint(triggered.path for triggered in cycle)
        and not any(judged.of(triggered.connection)["killed_by"] for triggered in cycle)
    ]


def _relations(index: Index) -> list[dict[str, Any]]:
    """The relations in the order in which Django follows them: app by app."""
    places = {app.name: place for place, (app, _) in enumerate(installed(index))}
    found = [(file, name, [*_fields(file, name)]) for file, name in every_model(index.project)]
    found.sort(key=lambda model: _place(model[1], places))
    return [row for *_, rows in found for row in rows]


def _place(name: str, places: dict[str, int]) -> int:
    """The place of the app that something belongs to; behind all others if that is not known."""
    while name and name not in places:
        name = name.rpartition(".")[0]
    return places.get(name, len(places))


def _fields(file: SourceFile, model: str) -> Iterator[dict[str, Any]]:
    own = [*own_fields(file, model)]
    for parent in parents_of(file, model):
        link = next(
            (p.relation.name for p in own if p.relation.kind == "OneToOneField" and pointed_to(p) == parent), ""
        )
        field = link or f"{last_part(parent).lower()}_ptr"
        row = {"model": model, "field": field, "kind": "parent", "target": parent}
        yield {**row, "through": None, "on_delete": "CASCADE", "null": False}
        own = [pointing for pointing in own if pointing.relation.name != field]
    for pointing in own:
        yield {
            "model": model,
            "field": pointing.relation.name,
            "kind": pointing.relation.kind,
            "target": pointed_to(pointing),
            "through": through(pointing),
            "on_delete": pointing.relation.on_delete,
            "null": pointing.relation.null,
        }


def _name_by_one_name(index: Index, data: dict[str, Any]) -> None:
    """Let each model go by one name everywhere.

    Where a file cannot be read, some rows may have a label, or the name by which a package hands the model on.
    """
    rows = [*data["receivers"], *data["effects"], *data["relations"]]
    named = {row.get(field) for row in rows for field in _NAMING} - {None, "?"}
    by_label: dict[str, list[str]] = {}
    for name in sorted(name for name in named if ".models." in name):
        by_label.setdefault(_model(index, name)["label"], []).append(name)
    names = {}
    for label, alike in by_label.items():
        defined = [name for name in alike if _model(index, name)["path"] is not None] or alike
        if len(defined) == 1:
            names.update(dict.fromkeys((label, *alike), defined[0]))
    for row in rows:
        row.update({field: names[row[field]] for field in _NAMING if row.get(field) in names})


def _models(index: Index, data: dict[str, Any]) -> set[str]:
    """Each model that sends or is written to."""
    found = {effect["target"] for effect in data["effects"] if effect["kind"] in WRITES}
    for row in data["receivers"]:
        sender, is_djangos = row["sender"], row["signal"].startswith("django.db.models.signals.")
        of_models = is_djangos and last_part(row["signal"]) in _OF_MODELS
        if of_models or (sender not in (None, "?") and models.is_model(index.files[0], sender)):
            found.add(sender)
    return found - {None, "?"}


def _model(index: Index, name: str) -> dict[str, Any]:
    project = index.project
    known = project.names.class_at(name, index.files[0].module) if index.files else None
    labels = {path: label for label, path in project.startup.apps.labels.items()}
    package, _, model = name.rpartition(".")
    while package not in labels and ".models" in f".{package}":
        package = package.rpartition(".")[0]
    app = labels.get(package, last_part(package))
    path = None if known is None else project.files.relative(known.module.path)
    line = None if known is None else known.outline.line
    return {"name": name, "label": f"{app}.{model}", "app": app, "path": path, "line": line}
