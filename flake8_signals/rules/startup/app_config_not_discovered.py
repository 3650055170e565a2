from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.knowledge import django
from flake8_signals.project.metadata import sources
from flake8_signals.rule import ConfigRule, Violation
from flake8_signals.syntax.values import last_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class
    from flake8_signals.project.subjects import Config


class AppConfigNotDiscovered(ConfigRule):
    """Django does not discover this configuration, and nothing names it.

    ## Why is this bad?
    For an app listed by its package, Django uses the only configuration in its ``apps`` module, or of several the one
    with ``default = True``. A configuration in ``__init__.py``, or one of several without a default, is used only if
    ``INSTALLED_APPS`` names it. Otherwise its ``ready()`` never runs.

    ## Example
    ```python
    # shop/__init__.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):  # SIG104
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    # shop/apps.py
    ```

    ## Use instead
    ```python
    # shop/__init__.py
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#configuring-applications
    - ``AppConfig.create()`` in ``django/apps/config.py``
    """

    code = "SIG104"

    def check(self, config: Config) -> Iterator[Violation]:
        # A library that has neither settings nor a manage.py is left alone: whoever installs it may name any.
        file, defined, startup = config.file, config.defined, config.file.project.startup
        if not startup.settings.exist or startup.settings.is_open or "ready" not in defined.outline.methods:
            return
        configs = startup.apps.configs_of(file.module)
        reason = _reason(file, defined, configs)
        if reason and not _is_base(file, defined, configs) and not _is_named(file, defined):
            yield self.violation(
                file.line(defined.outline.line, defined.outline.column),
                f"{config.name}.ready() never runs: {reason}, and nothing names it; list {defined.path!r} in "
                "INSTALLED_APPS",
            )


def _reason(file: SourceFile, config: Class, configs: tuple[Class, ...]) -> str:
    """Why ``AppConfig.create()`` does not use a configuration for an app named by its package; empty if it may."""
    module, default = file.module, file.project.startup.apps.default
    if module.is_package and last_part(module.name) != "apps":
        apps = file.project.modules.find(f"{module.name}.apps", module)
        has_apps = apps is not None and bool(file.project.startup.apps.configs_of(apps))
        return "" if has_apps else f"the class is in {module.name}/__init__.py, not in apps.py"
    if last_part(module.name) != "apps":
        return ""
    if default(config.path, module) is False:
        return "the class has default = False"
    imported = [i.target for i in module.outline.imports if not i.scope and i.runtime and _is_config(file, i.target)]
    candidates = [path for path in (*imported, *(c.path for c in configs)) if default(path, module) is not False]
    if len(candidates) == 1 or any(default(path, module) for path in candidates):
        return ""
    names = " and ".join(last_part(path) for path in sorted(candidates))
    return f"{module.name} has {names}, and none of them has default = True"


def _is_config(file: SourceFile, path: str) -> bool:
    """Whether a dotted name that the module imports certainly is a configuration, other than ``AppConfig`` itself."""
    if path in django.APP_CONFIG or not path.endswith("Config"):
        return False
    return path.startswith("django.contrib.") or file.names.is_subclass(path, django.APP_CONFIG) is True


def _is_base(file: SourceFile, config: Class, configs: tuple[Class, ...]) -> bool:
    """Whether a configuration is there for others to inherit: it has no name, or one of its module does so."""
    if config.outline.attribute("name") is None:
        return True
    base = frozenset({config.path})
    others = (other for other in configs if other.path != config.path)
    return any(file.names.is_subclass(other.path, base) for other in others)


def _is_named(file: SourceFile, config: Class) -> bool:
    """Whether a string of the project ends in the configuration's name, a file imports it, or an entry point is it."""
    startup = file.project.startup
    name = config.outline.qualname.encode()
    spelled = re.compile(rb"[\"'](?:[^\"'\n]*[.:])?%b[\"']" % name)
    return (
        startup.importers.seems_imported(config.path)
        or any(name in text and spelled.search(text) for text in file.project.files.texts.values())
        or any(name in file.project.files.text(path) for path in sources(file.project.root))
    )
