"""The map as a single self-contained HTML page, to look at, follow, read and share."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from flake8_signals import __version__
from flake8_signals.files.saying import printable
from flake8_signals.map.build import by_signal, condition, shown_effects, state_of, target_of
from flake8_signals.map.picture import GONE, picture, short_state

_SCRIPTS = ("parts.js", "boards.js", "flow.js", "sheet.js", "details.js", "controls.js")
"""The page's own scripts, which are one in the page."""

_FARTHEST = 10
"""How many models are listed as the most far-reaching."""

_NEVER, _PARTLY, _PERHAPS = "Never runs", "Runs, but not by every connection", "Runs late, or perhaps"
"""The titles of the lists of receivers."""


def render(data: dict[str, Any], source_url: str = "") -> str:
    """The text of the map; ``source_url`` is the address of a line of code, with ``{path}`` and ``{line}``."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    drawn = picture(data)
    # A receiver goes by the key of its part, which its name and place tell; a model and a signal by their names.
    keys = {part["name"]: part["key"] for part in reversed(drawn["parts"])}
    placed = {(part["name"], part["path"], part["line"]): part["key"] for part in drawn["parts"]}
    seen: set[str] = set()

    def first(key: str) -> bool:
        is_first = key not in seen
        seen.add(key)
        return is_first

    def key_of(row: dict[str, Any]) -> str:
        key: str = placed[printable(row["receiver"]), printable(row["path"]), row["line"]]
        return key

    environment.globals.update(
        condition=condition,
        state_of=state_of,
        printable=printable,
        short_state=short_state,
        target_of=target_of,
        key_of=key_of,
        first=first,
        linked=lambda path, line: source_url.replace("{path}", quote(os.fsencode(path))).replace("{line}", str(line)),
    )
    environment.filters["broken"] = _broken
    style = Markup(_text("page.css"))  # noqa: S704 - our own files
    script = Markup("\n".join([_dagre(), *map(_text, _SCRIPTS)]))  # noqa: S704 - and one of a library
    lost = [row for row in data["receivers"] if state_of(row)]
    states = {part["key"]: part.get("state") for part in drawn["parts"]}
    listed: dict[str, dict[tuple[str, str], None]] = {_NEVER: {}, _PARTLY: {}, _PERHAPS: {}}
    for row in lost:
        is_gone = short_state(row) in GONE
        title = _PERHAPS if not is_gone else _NEVER if states[key_of(row)] in GONE else _PARTLY
        listed[title][key_of(row), state_of(row)] = None
    far = sorted((part for part in drawn["parts"] if part.get("reach")), key=lambda part: -part["reach"])
    return environment.from_string(_text("page.html")).render(
        project=os.path.basename(data["root"]),
        groups=by_signal(data),
        effects=shown_effects(data),
        cycles=data["cycles"],
        lists=listed,
        far=far[:_FARTHEST],
        keys=keys,
        drawn=drawn,
        counts={
            "signals": len(by_signal(data)), "connections": len(data["receivers"]), "not certainly made": len(lost)
        },
        source_url=source_url,
        style=style,
        script=script,
        allowed={"style": _digest(style), "script": _digest(script)},
        version=__version__,
    )  # fmt: skip


def _text(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


def _dagre() -> str:
    """The library that lays graphs out, with its licence, and without the map of its source that is not there."""
    return f"/*\n{_text('dagre.LICENSE.txt')}*/\n{_text('dagre.min.js').partition('//# sourceMappingURL')[0]}"


def _broken(text: str) -> Markup:
    """A name that a browser may break after its dots, slashes and underscores."""
    return Markup("<wbr>").join(re.findall(r"[^._/]*[._/]+|[^._/]+$", printable(text)))


def _digest(text: str) -> str:
    """The hash by which a page's content security policy allows an inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _shown(value: Any) -> Any:
    return printable(value) if type(value) is str else value
