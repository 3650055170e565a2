"""The answer to "what happens when …?": one tree for each thing that happens, and for a receiver who reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals.trace.deletion import unsettled
from flake8_signals.trace.follow import SIGNALS, Follower, Happening, doubt_of
from flake8_signals.trace.names import find, happenings

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
"""The version of the JSON schema."""

_QUIET = ("init", "m2m")
"""What goes without saying where nobody asked for it and no receiver hears of it."""


def answer(data: dict[str, Any], models: Iterable[str], asked: str) -> dict[str, Any]:
    """The answer in plain data: ``name``, ``kind``, the ``trees``, and for a receiver who has it run (``reached_by``).

    ``unsettled``, where something is deleted: the relations (``model``, ``field``, ``on_delete``) of which the source
    does not say what they point to. What has them may be deleted along, or emptied.
    Raises ``NoSuchNameError`` if there is no such name, or not one.
    """
    named, event = find(data, models, asked)
    reached_by: list[dict[str, Any]] = []
    if named.kind == "model":
        trees = [Follower(data).follow(happening) for happening in happenings(data, named.name, event)]
        trees = [tree for tree in trees if event or tree["calls"] or tree["what"] not in _QUIET]
    elif named.kind == "signal":
        trees = [Follower(data).follow(Happening("send", named.name))]
        reached_by = _sent(data, named.name)
    else:
        trees = _of_receiver(data, named.name)
        reached_by = _reached_by(data, named.name)
    return {
        "version": VERSION,
        "asked": asked,
        "kind": named.kind,
        "name": named.name,
        "trees": trees,
        "reached_by": reached_by,
        "unsettled": [*unsettled(data["relations"])] if any(map(_deletes, trees)) else [],
    }


def _deletes(tree: dict[str, Any]) -> bool:
    """Whether something is deleted somewhere in a tree."""
    effects = [effect for call in tree["calls"] for effect in call["does"]]
    below = [effect["leads_to"] for effect in (*effects, *tree.get("on_commit", ()))]
    return tree["what"] == "delete" or any(_deletes(inner) for inner in below if inner is not None)


def _sent(data: dict[str, Any], signal: str) -> list[dict[str, Any]]:
    """Where a signal is sent, with the receivers that do so."""
    by = {(row["path"], row["line"]): row["receiver"] for row in data["effects"] if row["kind"] == "send"}
    return [
        {
            "by": by.get((send["path"], send["line"])),
            "kind": "send",
            "target": signal,
            "path": send["path"],
            "line": send["line"],
            "guards": [],
            "deferred": False,
            "state": "",
        }
        for send in data["sends"]
        if send["signal"] == signal
    ]


def _of_receiver(data: dict[str, Any], receiver: str) -> list[dict[str, Any]]:
    """What a receiver does, once for each connection of it."""
    trees = []
    for happening in _heard_by(data, receiver):
        tree = Follower(data).follow(happening)
        tree["calls"] = [call for call in tree["calls"] if call["receiver"] == receiver]
        tree["on_commit"] = [effect for effect in tree["on_commit"] if effect["by"] == receiver]
        trees.append(tree)
    return trees


def _heard_by(data: dict[str, Any], receiver: str) -> list[Happening]:
    """What a receiver is connected to."""
    whats = {signal: what for what, signals in SIGNALS.items() for signal in signals}
    found = []
    for row in data["receivers"]:
        if row["receiver"] == receiver:
            what = whats.get(row["signal"].removeprefix("django.db.models.signals."))
            if what is None or row["sender"] in (None, "?"):
                found.append(Happening("send", row["signal"]))
            else:
                found.append(Happening(what, row["sender"]))
    return [*dict.fromkeys(found)]


def _reached_by(data: dict[str, Any], receiver: str) -> list[dict[str, Any]]:
    """The effects of receivers, and the sends, that have a receiver run.

    ``state``: what is wrong with the connections on the way, that of the receiver with the effect and then its own.
    """
    follower = Follower(data)
    found = []
    for effect in data["effects"]:
        happening = follower.leads_to(effect)
        heard = [] if happening is None else [call.row for call in follower.calls_of(happening)]
        own = [row for row in heard if row["receiver"] == receiver]
        if own:
            kept = {key: effect[key] for key in ("kind", "target", "path", "line", "guards", "deferred")}
            state = "; ".join(filter(None, (_doubt_of_by(data, effect), min(map(doubt_of, own), key=len))))
            found.append({"by": effect["receiver"], **kept, "state": state})
    rows = [row for row in data["receivers"] if row["receiver"] == receiver]
    sent = [
        {**send, "state": min((doubt_of(row) for row in rows if row["signal"] == signal), key=len)}
        for signal in sorted({row["signal"] for row in rows})
        for send in _sent(data, signal)
        if send["by"] is None
    ]
    return [*found, *sent]


def _doubt_of_by(data: dict[str, Any], effect: dict[str, Any]) -> str:
    """What is wrong with all connections of the receiver that has an effect; empty if one is certainly made."""
    made = [row for row in data["receivers"] if row["receiver"] == effect["receiver"]]
    doubt = min(map(doubt_of, made), key=len, default="")
    return f"{effect['receiver']}: {doubt}" if doubt else ""
