"""Which ``ready()`` never runs: that of a configuration that Django does not use, or that it calls to no effect."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING

from flake8_signals.files.remember import remembered
from flake8_signals.knowledge import django
from flake8_signals.project.metadata import sources
from flake8_signals.project.names import Class
from flake8_signals.syntax.parsing import UNPARSABLE, parsed
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from flake8_signals.project.startup.apps import Apps
    from flake8_signals.project.startup.importers import Importers
    from flake8_signals.syntax.facts import Function, Place
    from flake8_signals.syntax.module import Module

_READY_OF_ANOTHER = re.compile(rb"(?<!super\(\))(?<!django)\.ready\(")
"""A call of ``ready()`` by something other than Django."""


class Discovery:
    """How Django finds the configurations of one project's apps."""

    def __init__(self, apps: Apps, importers: Importers) -> None:
        self.apps = apps
        self.importers = importers
        self.settings = apps.settings
        self.files = apps.files
        self.names = apps.names

    # --- configurations that Django does not use ---

    @remembered
    def obstacle(self, config: Class) -> str:
        """Why Django uses no configuration like this one, which has a ``ready()``; empty if it may use it.

        Nothing is said of a library that has neither settings nor a ``manage.py``, since whoever installs it may name
        any, nor of what inherits another library's class, which may be found in a way of its own.
        """
        settings, module = self.settings, config.module
        if not self.is_certain(config) or not settings.exist_for(module) or settings.is_open_for(module):
            return ""
        configs = self.apps.configs_of(config.module)
        reason = self._reason(config, configs)
        return "" if not reason or self._is_base(config, configs) or self._is_named(config) else reason

    def _reason(self, config: Class, configs: tuple[Class, ...]) -> str:
        """Why ``AppConfig.create()`` does not use a configuration for an app named by its package."""
        module, default = config.module, self.apps.default
        if module.is_package and last_part(module.name) != "apps":
            apps = self.apps.modules.find(f"{module.name}.apps", module)
            has_apps = apps is not None and bool(self.apps.configs_of(apps))
            return "" if has_apps else f"the class is in {module.name}/__init__.py, not in apps.py"
        if last_part(module.name) != "apps":
            # Only what INSTALLED_APPS names by its package is searched for a configuration.
            is_installed = self.apps.app_name(config) in (self.settings.installed or ())
            return f"the class is in {self.files.relative(module.path)}, not in apps.py" if is_installed else ""
        if default(config.path, module) is False:
            return "the class has default = False"
        imports = (i.target for i in module.outline.imports if not i.scope and i.runtime)
        imported = [path for path in imports if self._is_config(path, module)]
        candidates = [path for path in (*imported, *(c.path for c in configs)) if default(path, module) is not False]
        if len(candidates) == 1 or any(default(path, module) for path in candidates):
            return ""
        names = " and ".join(last_part(path) for path in sorted(candidates))
        return f"{module.name} has {names}, and none of them has default = True"

    def _is_config(self, path: str, near: Module) -> bool:
        """Whether a dotted name that a module imports certainly is a configuration, other than ``AppConfig`` itself."""
        if path in django.APP_CONFIG or not path.endswith("Config"):
            return False
        return path.startswith("django.contrib.") or self.names.is_subclass(path, django.APP_CONFIG, near) is True

    def _is_base(self, config: Class, configs: tuple[Class, ...]) -> bool:
        """Whether a configuration is there for others to inherit: it has no name, or one of its module does so."""
        return config.outline.attribute("name") is None or any(
            self._inherits(other, config) for other in configs if other.path != config.path
        )

    def _inherits(self, other: Class, config: Class) -> bool:
        return bool(self.names.is_subclass(other.path, frozenset({config.path}), other.module))

    def _is_named(self, config: Class) -> bool:
        """Whether a string of the project ends in a configuration's name, a file imports it, or an entry point is it.

        An entry of INSTALLED_APPS is such a string. What its own module hands on, or calls by another name, others may
        find there.
        """
        name = config.outline.qualname.encode()
        return (
            self.importers.seems_imported(config.path)
            or self.apps.is_spelled(config)
            or any(name in self.files.text(path) for path in sources(self.files.root))
            or self._is_handed_on(config)
        )

    def _is_handed_on(self, config: Class) -> bool:
        """Whether the module of a class uses the class itself (not an attribute of it) outside of its body."""
        qualname, line = config.outline.qualname, config.outline.line
        found = config.module.function(qualname, line)
        return found is not None and _is_mentioned(config.module, qualname, found.span)

    # --- classes that are no configurations ---

    @remembered
    def mistaken(self, module: Module) -> tuple[Class, ...]:
        """The classes in an app's ``apps`` that look like its configuration and do not inherit ``AppConfig``."""
        if last_part(module.name) != "apps" or "ready" not in module.content or self.files.is_test(module.path):
            return ()
        found = (Class(module, outline) for outline in module.outline.classes)
        return tuple(config for config in found if self._is_mistaken(config))

    def _is_mistaken(self, config: Class) -> bool:
        module, outline = config
        app = outline.attribute("name")
        if "ready" not in outline.methods or "." in outline.qualname or not isinstance(app, str):
            return False
        if (
            last_part(app) != last_part(module.package)
            or self.names.is_subclass(config.path, django.APP_CONFIG, module) is not False
        ):
            return False
        ancestors = [a for a in self.names.ancestors(config.path, module) if not isinstance(a, str)]
        if any(a.outline.customised or "__init_subclass__" in a.outline.methods for a in ancestors):
            return False
        is_used = self._is_named(config) or any(
            self._inherits(Class(user, other), config)
            for user in self.importers.mentioning(module, outline.qualname)
            for other in user.outline.classes
            if f"{user.name}.{other.qualname}" != config.path
        )
        return not is_used and not any(map(_READY_OF_ANOTHER.search, self.files.texts.values()))

    # --- a ready() that does nothing when it is called ---

    def idle(self, config: Class) -> str:
        """What a configuration's ``ready()`` is that merely to call does not run; empty for a plain one.

        Empty too where a decorator, or another ``ready()``, may run it.
        """
        ready = config.module.function(f"{config.outline.qualname}.ready") if self.is_certain(config) else None
        kind = _not_run(ready) if ready is not None else ""
        return "" if kind and self._is_replaced(config) else kind

    def slipped(self, config: Class) -> Function | None:
        """The ``ready()`` of the module that stands below a configuration as its method would, and nothing uses."""
        module = config.module
        ready = module.function("ready") if self.is_certain(config) else None
        if ready is None or ready.decorators or ready.span.column:
            return None
        own, *others = ready.signature.parameters or (None,)
        if own is None or own.name != "self":
            return None
        if any(not parameter.has_default for parameter in others if "positional" in parameter.kind):
            return None
        above = [c for c in module.outline.classes if "." not in c.qualname and c.line < ready.place.line]
        if not above or config.outline != above[-1] or "ready" in config.outline.methods:
            return None
        is_used = _is_mentioned(module, "ready", ready.span) or self.importers.seems_imported(ready.path)
        return None if is_used else ready

    def is_certain(self, config: Class) -> bool:
        """Whether a class certainly is Django's kind of configuration: others have a ``ready()`` of their own kind."""
        ancestors = self.names.ancestors(config.path, config.module)
        return any(isinstance(a, str) and a.startswith("django.") and a.endswith("Config") for a in ancestors)

    def _is_replaced(self, config: Class) -> bool:
        """Whether another ``ready()`` may stand in for that of a configuration, and run it."""
        method = f"{config.outline.qualname}.ready"
        ready = config.module.function(method)
        is_named = method in config.module.content and (
            ready is None or _is_mentioned(config.module, "ready", ready.span)
        )
        if config.module.value(method) is not None or is_named:
            return True
        return any(
            other.path != config.path and _may_call_inherited(other, config) and self._inherits(other, config)
            for other in (*self.apps.configs_of(config.module), *self.apps.configs)
        )

    # --- the answer ---

    def never_runs(self, module: Module, qualname: str) -> bool:
        """Whether a function is a ``ready()``, or stands in one, that certainly never runs."""
        outermost = qualname.partition(".<locals>")[0]
        owner, _, method = outermost.rpartition(".")
        if method != "ready":
            return False
        if not owner:
            return any(self.slipped(config) for config in self.apps.configs_of(module))
        if any(config.outline.qualname == owner for config in self.mistaken(module)):
            return True
        return any(
            config.outline.qualname == owner and self.is_in_vain(config) for config in self.apps.configs_of(module)
        )

    def is_in_vain(self, config: Class) -> bool:
        """Whether a configuration has a ``ready()`` that never runs."""
        return "ready" in config.outline.methods and bool(self.obstacle(config) or self.idle(config))


def _may_call_inherited(heir: Class, config: Class) -> bool:
    """Whether the ``ready()`` of one class may call that of another, which it inherits."""
    ready = heir.module.function(f"{heir.outline.qualname}.ready")
    if ready is None:
        return "ready" in heir.outline.methods
    try:
        nodes = [*ast.walk(parsed(f"if True:\n{heir.module.text_of(ready)}"))]
    except UNPARSABLE:
        return True
    used = sum(isinstance(node, ast.Name) and node.id == "super" for node in nodes)
    dropped = sum(isinstance(node, ast.Expr) and ast.unparse(node.value) == "super().ready()" for node in nodes)
    named = f"{config.outline.qualname}.ready"
    return used > dropped or any(
        isinstance(node, ast.Attribute) and ast.unparse(node).endswith(named) for node in nodes
    )


def _not_run(ready: Function) -> str:
    """What a function is that merely to call does not run; empty for a plain one, and where a decorator may do so."""
    if ready.decorators:
        return ""
    if ready.is_generator:
        return "a generator, and Django goes through none"
    return "a coroutine, and Django awaits none" if ready.is_async else ""


def _is_mentioned(module: Module, name: str, definition: Place) -> bool:
    """Whether the module uses a name outside of its ``definition``: not another ``def``, nor an attribute of it."""
    tokens = [*tokenize.generate_tokens(io.StringIO(module.content).readline)]
    return any(
        token.type == tokenize.NAME
        and token.string == name
        and before.string != "def"
        and after.string != "."
        and not definition.line <= token.start[0] <= definition.end_line
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
