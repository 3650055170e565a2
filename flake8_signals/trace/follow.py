"""Follow what happens, receiver by receiver, in the order in which Django calls them.

The answer is a tree of plain data:

``what``
    ``init``, ``save`` or ``delete`` (of ``name``, a model), ``m2m`` (of ``name``, a relation's through model) or
    ``send`` (of ``name``, a signal).
``calls``
    each receiver that Django calls, in order: ``signal``, ``sender``, ``action`` (of ``m2m_changed``: ``pre`` or
    ``post``; else empty), ``receiver``, ``path``, ``line``, ``guards`` (the conditions under which it is connected),
    ``state`` (what is wrong with its connection, or empty), ``runs`` (whether it is called at all), ``perhaps`` (its
    sender is not known) and ``does``: its effects, as on the map, each with ``silent`` (a write that sends no signals)
    and ``leads_to`` (the tree of what it triggers, or ``null``).
``with``
    the models that are deleted along, in the order of their signals; ``cleared``: the fields that are emptied without
    a signal.
``repeats``
    empty, ``cycle`` (this happens already on the way here, so it is not followed again), ``above`` (it is told in
    full further up), or ``far`` (it is too many steps away to be followed).
``endless``
    of a cycle: whether nothing on the way round is behind a condition.
``on_commit``
    of the outermost tree only: what waits for the commit, with the ``by`` of its receiver, and ``perhaps`` (the sender
    of that receiver, or of one on the way to it, is not known).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_signals.map.build import LOST, SILENT, WRITES, connected, is_dead, shown_effects, state_of
from flake8_signals.syntax.values import last_part
from flake8_signals.trace.actions import PHASES, may_be
from flake8_signals.trace.deletion import Deletions, automatic_throughs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OF_MODELS = "django.db.models.signals."

SIGNALS = {
    "init": ("pre_init", "post_init"),
    "save": ("pre_save", "post_save"),
    "delete": ("pre_delete", "post_delete"),
    "m2m": ("m2m_changed",),
}
"""The signals of what can happen to a model, in the order in which Django sends them."""

_HAPPENS = {"save": "save", "create": "save", "delete": "delete", "m2m": "m2m", "send": "send"}
"""What an effect makes happen."""


_FARTHEST = 50
"""How many steps are followed, each of them one that the one before makes happen."""

_UNKNOWN = "perhaps: its sender is not known"


class Happening(NamedTuple):
    """Something that Django tells receivers about: ``what`` happens to a model, or a signal (``send``), ``name``."""

    what: str
    name: str


class Hearing(NamedTuple):
    """A receiver's connection, as a ``row`` of the map, that hears of something."""

    signal: str
    sender: str | None
    action: str
    row: dict[str, Any]


class _Way(NamedTuple):
    """A happening on the way to the current one, and whether the effect that leads on from there is conditional.

    ``perhaps``: the receiver with that effect has a sender that is not known.
    """

    happening: Happening
    conditional: bool
    perhaps: bool


class Follower:
    """Follows what happens, by one map; a part that is told in full once is only named the next time."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._effects = shown_effects(data, LOST)
        self._rows = sorted(data["receivers"], key=lambda row: row["order"])
        self._deletions = Deletions(data["relations"])
        self._automatic = automatic_throughs(data["relations"])
        self._told: set[Happening] = set()
        self._deferred: list[dict[str, Any]] = []

    def follow(self, happening: Happening) -> dict[str, Any]:
        """The tree of what happens."""
        self._told.clear()
        tree = self._tree(happening, ())
        waiting: list[dict[str, Any]] = []
        while self._deferred:
            # What happens on commit may itself have something wait, which then runs at once.
            deferred, self._deferred = self._deferred, []
            waiting += [{**effect, **self._led_by(effect, ())} for effect in deferred]
        return {**tree, "on_commit": waiting}

    def calls_of(self, happening: Happening) -> Iterator[Hearing]:
        """Who hears of something, in the order of the calls."""
        if happening.name in self._automatic and happening.what in ("save", "delete"):
            return
        if happening.what == "send":
            for row in _once(row for row in self._rows if row["signal"] == happening.name):
                yield Hearing(row["signal"], row["sender"], "", row)
            return
        for signal, action, sender in itertools.product(
            SIGNALS[happening.what], PHASES if happening.what == "m2m" else ("",), self._senders(happening)
        ):
            for row in _once(row for row in self._rows if _hears(row, f"{_OF_MODELS}{signal}", sender)):
                yield Hearing(row["signal"], sender, action, row)

    def leads_to(self, effect: dict[str, Any]) -> Happening | None:
        """What an effect makes happen, if that is known."""
        what = _HAPPENS.get(effect["kind"])
        name = effect["through"] if what == "m2m" else effect["target"]
        return Happening(what, name) if what and name is not None and not self._is_silent(effect) else None

    def _is_silent(self, effect: dict[str, Any]) -> bool:
        """Whether a write sends no signals: Django sends none for the models that it makes itself, either."""
        return effect["kind"] in SILENT or (effect["kind"] in WRITES - {"m2m"} and effect["target"] in self._automatic)

    def _senders(self, happening: Happening) -> tuple[str, ...]:
        if happening.what == "delete":
            return self._deletions.of(happening.name)
        return (happening.name,)

    def _tree(self, happening: Happening, way: tuple[_Way, ...]) -> dict[str, Any]:
        tree: dict[str, Any] = {
            "what": happening.what,
            "name": happening.name,
            "calls": [],
            "with": [],
            "cleared": [],
            "repeats": "",
            "endless": False,
        }
        if happening.what == "delete":
            along = self._deletions.of(happening.name)
            tree["with"] = [model for model in along if model != happening.name]
            tree["cleared"] = [field for model in along for field in self._deletions.cleared_by(model)]
        before = [step.happening for step in way]
        if happening in before:
            round_about = way[before.index(happening) :]
            return {**tree, "repeats": "cycle", "endless": not any(step.conditional for step in round_about)}
        calls = [*self.calls_of(happening)]
        if calls and happening in self._told:
            return {**tree, "repeats": "above"}
        if calls and len(way) == _FARTHEST:
            return {**tree, "repeats": "far"}
        self._told.add(happening)
        tree["calls"] = [self._call(happening, way, call) for call in calls]
        return tree

    def _call(self, happening: Happening, way: tuple[_Way, ...], heard: Hearing) -> dict[str, Any]:
        signal, sender, action, row = heard
        runs = not (is_dead(row) or row["loaded"] == "never")
        perhaps = row["sender"] == "?"
        does = []
        for effect in self._effects.get((row["receiver"], row["line"]), ()) if runs else ():
            if "created" in effect["guards"] and signal.startswith("django.") and last_part(signal) != "post_save":
                continue  # no other signal sends it
            if action and not may_be(action, effect["guards"]):
                continue
            if effect["deferred"]:
                unsure = perhaps or any(step.perhaps for step in way)
                self._deferred.append({**effect, "by": row["receiver"], "perhaps": unsure})
                continue
            # What a loop goes through, and what is there to delete, comes to an end.
            ends = effect["repeated"] or effect["kind"] == "delete"
            conditional = bool(effect["guards"] or row["guards"]) or ends or perhaps
            does.append({**effect, **self._led_by(effect, (*way, _Way(happening, conditional, perhaps)))})
        return {
            "signal": signal,
            "sender": sender,
            "action": action,
            "receiver": row["receiver"],
            "path": row["path"],
            "line": row["line"],
            "guards": row["guards"],
            "state": "; ".join(filter(None, (state_of(row), _UNKNOWN if perhaps else ""))),
            "runs": runs,
            "perhaps": perhaps,
            "does": does,
        }

    def _led_by(self, effect: dict[str, Any], way: tuple[_Way, ...]) -> dict[str, Any]:
        happening = self.leads_to(effect)
        return {
            "silent": self._is_silent(effect),
            "leads_to": self._tree(happening, way) if happening is not None else None,
        }


def doubt_of(row: dict[str, Any]) -> str:
    """What may keep a connection from being called, in a few words; empty if nothing does."""
    return "; ".join(filter(None, (connected(row), state_of(row), _UNKNOWN if row["sender"] == "?" else "")))


def _hears(row: dict[str, Any], signal: str, sender: str) -> bool:
    """Whether a connection is, or may be, to a signal of a sender; of what is dead, nobody knows whom it hears of."""
    return row["signal"] == signal and row["sender"] in ((None, sender) if is_dead(row) else (None, "?", sender))


def _once(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The connections without those that, if they are made at all, only repeat one that is told already.

    Django connects the same function to the same sender only once.
    """
    told: list[dict[str, Any]] = []
    for row in rows:
        if not any(_repeats(row, before) for before in told):
            told.append(row)
            yield row


def _repeats(row: dict[str, Any], before: dict[str, Any]) -> bool:
    if is_dead(row) or is_dead(before) or not _is_of_module(row) or row["dispatch_uid"] == "?":
        return False
    same = all(row[part] == before[part] for part in ("receiver", "path", "line", "dispatch_uid"))
    uncertain = row["sender"] == "?" or state_of(row) or row["guards"]
    return (
        same
        and bool(uncertain)
        and (row["sender"] == before["sender"] or (row["sender"] == "?" and before["sender"] is not None))
        and state_of(before) in ("", state_of(row))
        and before["guards"] in ([], row["guards"])
    )


def _is_of_module(row: dict[str, Any]) -> bool:
    """Whether a receiver is a module's function: methods and nested functions are other objects each time."""
    module = row["path"].removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return f".{module}".endswith(f".{row['receiver'].rpartition('.')[0]}")


def reach(follower: Follower, happening: Happening) -> list[str]:
    """The receivers that run, themselves or further on, when something happens; in the order of their first call.

    Those that only may be connected to it are left out.
    """
    found: dict[str, None] = {}

    def visit(tree: dict[str, Any]) -> None:
        for call in tree["calls"]:
            if call["runs"] and not call["perhaps"]:
                found[call["receiver"]] = None
            for effect in call["does"] if not call["perhaps"] else ():
                if effect["leads_to"] is not None:
                    visit(effect["leads_to"])

    tree = follower.follow(happening)
    visit(tree)
    for effect in tree["on_commit"]:
        if effect["leads_to"] is not None and not effect["perhaps"]:
            visit(effect["leads_to"])
    return [*found]
