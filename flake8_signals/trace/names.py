"""What a name stands for in a project: a model with an event, a signal, or a receiver."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_signals.files.saying import printable
from flake8_signals.syntax.values import last_part
from flake8_signals.trace.follow import Happening

if TYPE_CHECKING:
    from collections.abc import Iterable

EVENTS = ("init", "save", "delete", "m2m")
"""What can happen to a model, in the order in which it does."""

_CLOSE = 3
"""How many similar names are told."""


class Named(NamedTuple):
    """Something that a name may stand for.

    Its ``kind`` (``model``, ``signal``, ``receiver``), its dotted name, and the label by which it goes too.
    """

    kind: str
    name: str
    label: str = ""


class NoSuchNameError(Exception):
    """Nothing goes by a name, or several things do; its text says which."""


def find(data: dict[str, Any], models: Iterable[str], asked: str) -> tuple[Named, str]:
    """What ``asked`` stands for, and the event behind its colon, if there is one.

    Raises ``NoSuchNameError`` if that is nothing, or not one thing.
    """
    name, _, event = asked.partition(":")
    if event not in ("", *EVENTS):
        raise NoSuchNameError(f"{event!r} does not happen to a model; write {', '.join(EVENTS)}, or nothing")
    known = _known(data, models)
    found = [one for one in known if name in (one.name, one.label)] or [
        one for one in known if any(_ends(own, name) for own in (one.name, one.label))
    ]
    found = found or [one for one in known if any(_ends(own.lower(), name.lower()) for own in (one.name, one.label))]
    if event:
        found = [one for one in found if one.kind == "model"] or found
    if not found:
        raise NoSuchNameError(f"no model, signal or receiver is called {name!r}{_similar(known, name)}")
    if len(found) > 1:
        listed = "\n".join(f"  {printable(one.name)}  ({one.kind})" for one in found)
        raise NoSuchNameError(f"{name!r} may be any of these; write more of the name:\n{listed}")
    if event and found[0].kind != "model":
        raise NoSuchNameError(f"{found[0].name} is a {found[0].kind}: only a model has {event!r}")
    return found[0], event


def happenings(data: dict[str, Any], model: str, event: str) -> list[Happening]:
    """What can happen to a model: the event, or all that matter."""
    relations = [relation for relation in data["relations"] if model in (relation["model"], relation["target"])]
    # Several fields may lead through one model.
    throughs = dict.fromkeys(relation["through"] for relation in relations if relation["through"] is not None)
    found = [
        happening
        for what in ([event] if event else EVENTS)
        for happening in ([Happening(what, name) for name in throughs] if what == "m2m" else [Happening(what, model)])
    ]
    return found or [Happening("m2m", f"{model}.through")]


def _known(data: dict[str, Any], models: Iterable[str]) -> list[Named]:
    labels = {row["name"]: row["label"] for row in data["models"]}
    of_relations = {relation[end] for relation in data["relations"] for end in ("model", "target")} - {None}
    names = dict.fromkeys([*labels, *models, *sorted(of_relations)])
    signals = [row["name"] for row in data["signals"]]
    signals += [row["signal"] for group in ("receivers", "sends") for row in data[group] if row["signal"] != "?"]
    receivers = [row["receiver"] for row in data["receivers"] if row["receiver"] != "?"]
    return [
        *(Named("model", name, labels.get(name) or _label(name)) for name in names),
        *(Named("signal", name) for name in dict.fromkeys(signals)),
        *(Named("receiver", name) for name in dict.fromkeys(receivers)),
    ]


def _label(name: str) -> str:
    """What a model goes by in its app: ``shop.Order`` for ``shop.models.orders.Order``."""
    app, models, _ = name.partition(".models.")
    return f"{app}.{last_part(name)}" if models else name


def _ends(name: str, asked: str) -> bool:
    return f".{name}".endswith(f".{asked}")


def _similar(known: list[Named], asked: str) -> str:
    """The names most like ``asked``, as a question; empty if none is."""
    spelled = {last_part(one.name).lower(): one.name for one in reversed(known)}
    spelled |= {own.lower(): one.name for one in reversed(known) for own in (one.name, one.label) if own}
    close = difflib.get_close_matches(asked.lower(), spelled, n=_CLOSE * 2)
    close += difflib.get_close_matches(last_part(asked).lower(), spelled, n=_CLOSE)
    found = [*dict.fromkeys(spelled[one] for one in close)][:_CLOSE]
    return f"; did you mean {printable(' or '.join(found))}?" if found else ""
