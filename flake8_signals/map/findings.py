"""What the rules say of each connection on a map: the map and ``flake8-signals check`` tell one truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flake8_signals.files.remember import remembered
from flake8_signals.lint.run import check_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.project import Project
    from flake8_signals.rule import Violation

_DEADLY = frozenset(f"SIG{code}" for code in (306, 314, 320, 402, 404, 405, 406, 907, 912))
"""The rules whose findings at a connection, or at its receiver, prove that it never calls the receiver."""

_DEADLY_TO_READY = frozenset({"SIG104", "SIG112"})
"""The rules whose findings prove that a ``ready()`` never runs."""


class Findings:
    """The findings of the rules in one project, by connection."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @remembered
    def of(self, connection: Connection) -> dict[str, Any]:
        """The two fields of a connection's row: its ``findings``, and the codes by which it is dead (``killed_by``)."""
        ready = [*self._at_ready(connection)]
        about = [*self._about(connection), *ready]
        killed = [found.code for found in about if found in ready or self._kills(found, connection)]
        return {"findings": [self._row(found) for found in about], "killed_by": list(dict.fromkeys(killed))}

    def _row(self, found: Violation) -> dict[str, Any]:
        path = self._project.files.relative(found.path)
        return {"code": found.code, "path": path, "line": found.line, "message": found.message}

    def _about(self, connection: Connection) -> Iterator[Violation]:
        """The findings at a connection and at its receiver."""
        place, receiver = connection.place, connection.receiver
        for found in self._in(connection.path):
            if place.line <= found.line <= place.end_line or (
                receiver is not None and receiver.is_here and found.line == receiver.place.line
            ):
                yield found

    def _kills(self, found: Violation, connection: Connection) -> bool:
        """Whether a finding is about this very connection, or its receiver, and proves it dead."""
        if found.code == "SIG406" and self._project.user_label.lower() in ("", "auth.user"):
            return False  # it is dead in projects with another user model
        places = [connection.place]
        if connection.receiver is not None and connection.receiver.is_here:
            places.append(connection.receiver.place)
        return found.code in _DEADLY and any(
            (place.line, place.column) == (found.line, found.column) for place in places
        )

    def _at_ready(self, connection: Connection) -> Iterator[Violation]:
        """The findings by which the ``ready()`` that makes a connection never runs."""
        first = connection.loading.chain[0] if connection.loading.chain else ""
        owner, _, method = first.rpartition(".")
        config = self._project.names.class_at(owner, connection.file.module) if method == "ready" else None
        if config is not None:
            ready = config.module.function(f"{config.outline.qualname}.ready")
            lines = {config.outline.line, ready.place.line if ready is not None else 0}
            for found in self._in(config.module.path):
                if found.code in _DEADLY_TO_READY and found.line in lines:
                    yield found

    @remembered
    def _in(self, path: str) -> tuple[Violation, ...]:
        return tuple(check_module(self._project.modules.at(path), self._project))
