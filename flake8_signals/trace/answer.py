"""The answer to "what happens when …?": one tree for each thing that happens, and for a receiver who reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals.trace.follow import SIGNALS, Follower, Happening
from flake8_signals.trace.names import find, happenings

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
"""The version of the JSON schema."""

_QUIET = ("init", "m2m")
"""What goes without saying where nobody asked for it and no receiver hears of it."""


def answer(data: dict[str, Any], models: Iterable[str], asked: str) -> dict[str, Any]:
    """The answer in plain data: ``name``, ``kind``, the ``trees``, and for a receiver who has it run (``reached_by``).

    Raises ``NoSuchNameError`` if there is no such name, or not one.
    """
    named, event = find(data, models, asked)
    told: dict[str, Any] = {"version": VERSION, "asked": asked, "kind": named.kind, "name": named.name}
    if named.kind == "model":
        trees = [Follower(data).follow(happening) for happening in happenings(data, named.name, event)]
        return {
            **told,
            "trees": [tree for tree in trees if event or tree["calls"] or tree["what"] not in _QUIET],
            "reached_by": [],
        }
    if named.kind == "signal":
        return {
            **told,
            "trees": [Follower(data).follow(Happening("send", named.name))],
            "reached_by": _sent(data, named.name),
        }
    return {**told, "trees": _of_receiver(data, named.name), "reached_by": _reached_by(data, named.name)}


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
    """The effects of receivers, and the sends, that have a receiver run."""
    follower = Follower(data)
    found = []
    for effect in data["effects"]:
        happening = follower.leads_to(effect)
        if happening is not None and any(heard.row["receiver"] == receiver for heard in follower.calls_of(happening)):
            kept = {key: effect[key] for key in ("kind", "target", "path", "line", "guards", "deferred")}
            found.append({"by": effect["receiver"], **kept})
    signals = {row["signal"] for row in data["receivers"] if row["receiver"] == receiver}
    sent = [send for signal in sorted(signals) for send in _sent(data, signal) if send["by"] is None]
    return [*found, *sent]
