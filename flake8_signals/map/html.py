"""The map as a single self-contained HTML page, to read, search and share."""

from __future__ import annotations

import base64
import hashlib
import os
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from flake8_signals import __version__
from flake8_signals.files.saying import printable
from flake8_signals.map.build import by_signal, condition, shown_effects, state_of
from flake8_signals.map.graph import models


def render(data: dict[str, Any]) -> str:
    """The text of the map."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    names = models(data)
    environment.globals.update(condition=condition, state_of=state_of, model=lambda name: names.get(name, name))
    style, script = Markup(_text("page.css")), Markup(_text("page.js"))  # noqa: S704 - our own files
    lost = sum(bool(state_of(row)) for row in data["receivers"])
    return environment.from_string(_text("page.html")).render(
        project=os.path.basename(data["root"]),
        groups=by_signal(data),
        effects=shown_effects(data),
        cycles=data["cycles"],
        counts={"signals": len(by_signal(data)), "connections": len(data["receivers"]), "not certainly made": lost},
        style=style,
        script=script,
        allowed={"style": _digest(style), "script": _digest(script)},
        version=__version__,
    )


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """The hash by which a page's content security policy allows an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _shown(value: Any) -> Any:
    return printable(value) if type(value) is str else value
