"""The map as the page draws it: apps, what stands in them, and what leads to what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_signals.files.saying import printable
from flake8_signals.map.build import SILENT, WRITES, condition, connected, is_dead, shown_effects, state_of, target_of
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_OF_MODELS = "django.db.models.signals."

_STATES = {"ready": "live", "import": "live", "lazy": "late", "unknown": "perhaps"}
"""What the page calls the states of a connection that it calls otherwise than the map."""

_OF_CONFIGURATIONS = ("pre_migrate", "post_migrate")
"""The signals whose senders are configurations of apps, no models."""

_LIVELIEST = ("live", "perhaps", "late", "never", "dead")

GONE = ("never", "dead")
"""The states in which a connection never calls its receiver."""

_OF_AN_APP = frozenset(
    "models signals receivers handlers signal_handlers listeners subscribers apps tasks views api admin".split()
)
"""Modules, and packages, that say where an app's own name ends."""

_EVENTS = {
    "save": "save", "create": "save", "delete": "delete", "m2m": "m2m",
    "pre_save": "save", "post_save": "save", "pre_delete": "delete", "post_delete": "delete", "m2m_changed": "m2m",
}  # fmt: skip
"""The event of a model that an effect is, and that a signal tells of."""


class Part(NamedTuple):
    """What the picture has one of: a model (or another sender), a signal, or a receiver, which its place tells."""

    kind: str
    name: str
    path: str = ""
    line: int = 0


def picture(data: dict[str, Any]) -> dict[str, Any]:
    """The parts of a map from ``flake8_signals.map.build`` and the edges between them, as plain data."""
    return _Picture(data).drawn()


class _Picture:
    """One map on its way to a picture."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.effects = shown_effects(data)
        self.numbers: dict[Part, int] = {}
        self.rows: dict[Part, list[dict[str, Any]]] = defaultdict(list)
        for row in sorted(data["receivers"], key=lambda row: row["order"]):
            self.rows[Part("receiver", row["receiver"], row["path"], row["line"])].append(row)

    def drawn(self) -> dict[str, Any]:
        edges = [*self._calls(), *self._does()]
        edges += self._cascades({edge["tail"] for edge in edges if edge.get("event") == "delete"})
        for signal in self.data["signals"]:
            self._number(_signal(signal["name"]))
        self._mark_cycles(edges)
        defined = {row["name"]: row for row in [*self.data["signals"], *self.data["models"]]}
        apps = self._apps()
        keys = _keys(self.numbers, {row["name"]: row["label"] for row in self.data["models"]})
        rows = self.data["receivers"]
        configurations = {row["sender"] for row in rows if last_part(row["signal"]) in _OF_CONFIGURATIONS}
        parts: list[dict[str, Any]] = []
        for part in self.numbers:
            place = defined.get(part.name, {})
            parts.append(
                {
                    "kind": part.kind,
                    "word": "sender" if part.kind == "model" and part.name in configurations else part.kind,
                    "key": printable(keys[part]),
                    "name": printable(part.name),
                    "title": printable(last_part(part.name)),
                    "app": printable(apps[part]),
                    "path": printable(part.path or place.get("path") or ""),
                    "line": part.line or place.get("line") or 0,
                    **(self._receiver(part) if part.kind == "receiver" else {}),
                    **({"sends": self._sends(part.name)} if part.kind == "signal" else {}),
                }
            )
        reach = _reach(edges)
        for number, made in enumerate(parts):
            if made["word"] == "model":
                made["reach"] = len(reach[number])
        return {"parts": parts, "edges": edges}

    def _number(self, part: Part) -> int:
        return self.numbers.setdefault(part, len(self.numbers))

    # --- edges --------------------------------------------------------------------------------------------------

    def _calls(self) -> Iterator[dict[str, Any]]:
        """From what sends a signal to the receivers that it calls, in the order of the map."""
        for part, rows in self.rows.items():
            for row in rows:
                signal, sender = row["signal"], row["sender"]
                tail = self._number(_signal(signal))
                of_a_model = signal.startswith("django.") and sender not in (None, "?")
                if of_a_model:
                    tail = self._number(_model(sender))
                known = "an unknown sender" if sender == "?" else last_part(sender or "")
                said = {
                    "label": "" if of_a_model or sender is None else f"from {known}",
                    "signal": last_part(signal),
                    "event": _EVENTS.get(last_part(signal), "") if signal.startswith(_OF_MODELS) else "",
                    "state": short_state(row),
                }
                yield self._edge("calls", tail, self._number(part), said)

    def _does(self) -> Iterator[dict[str, Any]]:
        """From a receiver to what it writes and sends; one edge for all effects of one kind on one thing."""
        for part in self.rows:
            together: dict[tuple[Part, str, bool], tuple[dict[str, None], dict[str, None]]] = {}
            for effect in self.effects.get((part.name, part.line), ()):
                head = self._done_to(effect)
                if head is not None:
                    kind = effect["kind"]
                    event = _EVENTS.get(kind, "")
                    kinds, conditions = together.setdefault((head, event, kind in SILENT), ({}, {}))
                    kinds[kind] = None
                    conditions[condition(effect)] = None
            for (head, event, silent), (kinds, conditions) in together.items():
                when = next(iter(conditions)) if len(conditions) == 1 else ""
                said = {"label": f"{', '.join(kinds)}{when}", "event": event, "silent": silent}
                yield self._edge("does", self._number(part), self._number(head), said)

    def _cascades(self, heard: set[int]) -> Iterator[dict[str, Any]]:
        """From a model to those whose rows Django deletes with its own, if a receiver hears of that."""
        for relation in self.data["relations"]:
            tail, head = (_model(relation[end] or "") for end in ("target", "model"))
            is_heard = self.numbers.get(head) in heard
            if relation["on_delete"] == "CASCADE" and tail in self.numbers and is_heard:
                said = {"label": f"cascade by {relation['field']}", "event": "delete", "silent": False}
                yield self._edge("does", self.numbers[tail], self.numbers[head], said)

    def _done_to(self, effect: dict[str, Any]) -> Part | None:
        kind, target = effect["kind"], effect["through"] or effect["target"]
        if target is None or kind not in WRITES | {"send"}:
            return None
        return _signal(target) if kind == "send" else _model(target)

    @staticmethod
    def _edge(kind: str, tail: int, head: int, said: dict[str, Any]) -> dict[str, Any]:
        shown = {name: printable(value) if isinstance(value, str) else value for name, value in said.items()}
        return {"kind": kind, "tail": tail, "head": head, **shown}

    def _mark_cycles(self, edges: list[dict[str, Any]]) -> None:
        """Say of each edge whether a cycle of the map goes along it."""
        named = defaultdict(set)
        for part in self.rows:
            named[part.name].add(self._number(part))
        for cycle in self.data["cycles"]:
            for name, following in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
                does = [e for e in edges if e["kind"] == "does" and e["tail"] in named[name] and not e["silent"]]
                calls = [e for e in edges if e["kind"] == "calls" and e["head"] in named[following]]
                for first in does:
                    for second in calls:
                        if first["head"] == second["tail"] and first["event"] == second["event"]:
                            first["cycle"] = second["cycle"] = True

    # --- parts --------------------------------------------------------------------------------------------------

    def _receiver(self, part: Part) -> dict[str, Any]:
        rows = self.rows[part]
        found = {(finding["code"], finding["message"]): finding for row in rows for finding in row["findings"]}
        return {
            "state": min((short_state(row) for row in rows), key=_LIVELIEST.index),
            "cycle": any(part.name in cycle for cycle in self.data["cycles"]),
            "signature": f"({printable(rows[0]['signature'])})",
            "async": rows[0]["async"],
            "findings": [
                {"code": finding["code"], "message": printable(finding["message"])} for finding in found.values()
            ],
            "connections": [self._connection(row) for row in rows],
            "effects": [self._effect(effect) for effect in self.effects.get((part.name, part.line), ())],
        }

    def _connection(self, row: dict[str, Any]) -> dict[str, Any]:
        sender = row["sender"]
        model = self.numbers.get(_model(sender)) if sender not in (None, "?") else None
        uid = row["dispatch_uid"]
        return {
            "signal": printable(row["signal"]),
            "sender": sender and printable(sender),
            "model": model,
            "state": short_state(row),
            "words": printable("; ".join(filter(None, (connected(row), state_of(row))))),
            "path": printable(row["connected_at"]["path"]),
            "line": row["connected_at"]["line"],
            "chain": [printable(name) for name in row["loaded_by"]],
            "uid": None if uid is None else printable(str(uid)),
        }

    def _effect(self, effect: dict[str, Any]) -> dict[str, Any]:
        head = self._done_to(effect)
        return {
            "kind": effect["kind"],
            "target": printable(head.name if head else target_of(effect)),
            "part": None if head is None else self._number(head),
            "when": printable(condition(effect).strip()),
            "path": printable(effect["path"]),
            "line": effect["line"],
        }

    def _sends(self, name: str) -> list[dict[str, Any]]:
        """Where a signal is sent, other than by a receiver that is in the picture."""
        done = {(effect["path"], effect["line"]) for effect in self.data["effects"] if effect["kind"] == "send"}
        return [
            {
                "path": printable(send["path"]),
                "line": send["line"],
                "call": printable(f"{send['method']}({', '.join(send['arguments'])})"),
            }
            for send in self.data["sends"]
            if send["signal"] == name and (send["path"], send["line"]) not in done
        ]

    # --- apps ---------------------------------------------------------------------------------------------------

    def _apps(self) -> dict[Part, str]:
        """The app of each part, by its dotted name."""
        known = {part.name.partition(".models.")[0] for part in self.numbers if ".models." in part.name}
        chains = (name for row in self.data["receivers"] for name in row["loaded_by"])
        known |= {name.partition(".apps.")[0] for name in chains if ".apps." in name}
        known -= {"django.db"}
        by_label = {last_part(app): app for app in sorted(known)}
        return {part: _app(part, known, by_label) for part in self.numbers}


def _signal(name: str) -> Part:
    return Part("signal", name)


def _model(name: str) -> Part:
    return Part("model", name)


def _app(part: Part, known: set[str], by_label: Mapping[str, str]) -> str:
    if part.name.startswith(("django.db.", "django.core.", "django.dispatch.", "django.test.")):
        return "django"
    names = part.name.split(".")
    if part.kind == "model" and len(names) == 2:
        return by_label.get(names[0], names[0])
    within = [names[:length] for length in range(len(names) - 1, 0, -1)]
    found = next((name for parts in within if (name := ".".join(parts)) in known), None)
    if found is None:
        end = next((at for at, name in enumerate(names[1:], 1) if name in _OF_AN_APP), max(len(names) - 2, 1))
        found = ".".join(names[:end])
    return found


def _keys(parts: Iterable[Part], labels: Mapping[str, str]) -> dict[Part, str]:
    """The shortest name of each part that is no other's: ``shop.Order``, or the whole dotted name."""
    wanted: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        short = labels.get(part.name, part.name) if part.kind == "model" else part.name
        wanted[short].append(part)
    keys: dict[Part, str] = {}
    for short, meant in wanted.items():
        for part in meant:
            whole = part.name if part.kind != "receiver" else f"{part.name}:{part.path}:{part.line}"
            keys[part] = short if len(meant) == 1 else whole
    return keys


def short_state(row: dict[str, Any]) -> str:
    """The state of a connection, in the word of the page."""
    return "dead" if is_dead(row) else _STATES.get(row["loaded"], row["loaded"])


def _reach(edges: Iterable[dict[str, Any]]) -> dict[int, set[int]]:
    """The receivers that run when each part is saved, deleted or sent, at once or through what others write."""
    following: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        following[edge["tail"]].append(edge)
    reached: dict[int, set[int]] = defaultdict(set)
    for start in list(following):
        seen: set[tuple[int, str]] = set()
        waiting = [(start, "")]
        while waiting:
            part, event = waiting.pop()
            for edge in following.get(part, ()):
                calls = edge["kind"] == "calls"
                if edge.get("silent") or edge.get("state") in GONE or event not in ("", edge["event"]):
                    continue
                if calls:
                    reached[start].add(edge["head"])
                following_one = (edge["head"], "" if calls else edge["event"])
                if following_one not in seen:
                    seen.add(following_one)
                    waiting.append(following_one)
    return reached
