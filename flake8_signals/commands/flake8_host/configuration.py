"""flake8's arguments and configuration, read as if our checker were the only one."""

from __future__ import annotations

import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import flake8
from flake8.exceptions import ExecutionError
from flake8.main.options import register_default_options
from flake8.options import aggregator, config
from flake8.options.manager import OptionManager
from flake8.plugins import finder

from flake8_signals import __version__
from flake8_signals.files.reading import content_of
from flake8_signals.files.saying import printable, say

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - Python 3.10
    import tomli as tomllib

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    AddOptions: TypeAlias = Callable[[OptionManager], None]


OUR_CHECKER = finder.Plugin(
    "flake8-signals", __version__, EntryPoint("SIG", "flake8_signals.plugin:Plugin", "flake8.extension")
)


OUR_TABLE = "flake8-signals"


def read(
    parser: ArgumentParser, arguments: list[str], add_options: AddOptions | None
) -> tuple[finder.Plugins, Namespace, bool]:
    """flake8's ``parse_args``, with our checker only, and our table if there is no other configuration.

    The last returned value says whether there is such a table.
    """
    early, rest = parser.parse_known_args(arguments)
    if early.output_file:
        rest.extend(("--output-file", early.output_file))
    flake8.configure_logging(early.verbose, early.output_file)
    if not (early.isolated or early.config):
        _refuse_endless_files()
    file, folder = config.load_config(early.config, early.append_config, isolated=early.isolated)
    table: dict[str, Any] = {}
    if {"flake8", "flake8:local-plugins"} & {*file.sections()}:
        if not early.config:
            _say_if_unused(folder)
    elif not (early.isolated or early.config):
        table, folder = _our_table(folder)
        file.read_dict({"flake8": {name: _as_flake8_writes(value) for name, value in table.items()}})
    wanted = finder.parse_plugin_options(
        file, folder, enable_extensions=early.enable_extensions, require_plugins=early.require_plugins
    )
    # What a configuration names in the linted project is not imported: installed plugins only, from installed places.
    wanted = wanted._replace(local_plugin_paths=())
    found = [plugin for plugin in finder.find_plugins(file, wanted) if plugin.entry_point.group == "flake8.report"]
    reporters = [plugin for plugin in found if plugin.package != "local"]
    plugins = finder.load_plugins([OUR_CHECKER, *reporters], wanted)
    manager = OptionManager(
        version=flake8.__version__,
        plugin_versions=plugins.versions_str(),
        parents=[parser],
        formatter_names=[*plugins.reporters],
    )
    manager.parser.prog = parser.prog
    register_default_options(manager)
    manager.register_plugins(plugins)
    _arrange_help(manager, add_options)
    unknown = table.keys() - manager.config_options_dict.keys()
    if unknown:
        raise ExecutionError(f"pyproject.toml: [tool.{OUR_TABLE}] has no option {min(unknown)!r}")
    options = aggregator.aggregate_options(manager, file, folder, rest)
    ours = {plugin.entry_point.name for plugin in found} - {plugin.entry_point.name for plugin in reporters}
    if options.format in ours:
        say(f"{parser.prog}: the format {options.format!r} is not used, for it is not installed but the project's own")
        options.format = "default"
    # What is selected for other checkers does not matter to ours.
    if not any(code.startswith("SIG") or "SIG".startswith(code) for code in options.select or ()):
        options.select = ["SIG"]
    options.extend_select = [*(options.extend_select or ()), "E9"]  # a file that cannot be read or parsed
    for plugin in plugins.all_plugins():
        parse_options = getattr(plugin.obj, "parse_options", None)
        if parse_options:
            try:
                parse_options(manager, options, options.filenames)
            except TypeError:  # flake8 knows two forms
                parse_options(options)
    return plugins, options, bool(table)


def _arrange_help(manager: OptionManager, add_options: AddOptions | None) -> None:
    """Register a command's own options, and put ours first in its ``--help``: flake8's come last."""
    parser = manager.parser
    parser.usage = "%(prog)s [options] [PATH ...]"
    plugins = {group.title: group for group in parser._action_groups[2:]}  # noqa: SLF001 - argparse has no other way
    own = parser.add_argument_group("options of this command")
    if add_options:
        manager._current_group = own  # type: ignore[attr-defined] # noqa: SLF001 - nor has flake8
        add_options(manager)
        manager._current_group = None  # type: ignore[attr-defined] # noqa: SLF001
    paths, flake8s = parser._action_groups[:2]  # noqa: SLF001
    rules = plugins.pop(OUR_CHECKER.package)
    paths.title, rules.title, flake8s.title = "paths", "options of the rules", "flake8's options"
    paths._group_actions[0].metavar = "PATH"  # noqa: SLF001
    paths._group_actions[0].help = "Files and folders; - is standard input. (Default: the current folder)"  # noqa: SLF001
    parser._action_groups = [paths, own, rules, flake8s, *plugins.values()]  # noqa: SLF001


def _refuse_endless_files() -> None:
    """Raise an ``ExecutionError`` for a pipe or a device that flake8 would read as its configuration."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        for path in (folder / name for name in ("setup.cfg", "tox.ini", ".flake8")):
            if path.exists() and not (path.is_file() or path.is_dir()):
                raise ExecutionError(f"{path}: it is not a regular file")


def _say_if_unused(folder: str) -> None:
    """Say that there is a table of ours, but also a configuration of flake8's own, in ``folder``, which is used."""
    try:
        table, place = _our_table(os.curdir)
    except ExecutionError:  # what is not used may be broken
        return
    if table:
        path = os.path.join(os.path.relpath(place), "pyproject.toml")
        where = os.path.relpath(folder)
        say(
            f"[tool.{OUR_TABLE}] of {printable(os.path.normpath(path))} is not used, because flake8 has"
            f" a configuration of its own in {printable(where)}: move the options there"
        )


def _our_table(folder: str) -> tuple[dict[str, Any], str]:
    """The nearest pyproject.toml with our table, from ``folder`` upwards: the table, and the file's folder."""
    start = Path(folder).absolute()
    for place in (start, *start.parents):
        path = place / "pyproject.toml"
        if not path.is_file():
            continue
        try:
            tools = tomllib.loads(content_of(str(path)).decode()).get("tool")
        except (ValueError, RecursionError) as error:
            raise ExecutionError(f"{path}: {error}") from error
        if isinstance(tools, dict) and OUR_TABLE in tools:
            table = tools[OUR_TABLE]
            if not isinstance(table, dict):
                raise ExecutionError(f"{path}: [tool.{OUR_TABLE}] is not a table")
            return table, str(place)
    return {}, folder


def _as_flake8_writes(value: Any) -> str:
    """A TOML value in the notation of flake8's configuration files."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, dict):
        return "\n".join(f"{pattern}:{_as_flake8_writes(codes)}" for pattern, codes in value.items())
    return str(value)
