from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst, matchers
from flake8_signals.knowledge import django
from flake8_signals.project.metadata import sources
from flake8_signals.rule import FileRule, Fix, Violation
from flake8_signals.syntax.facts import Place
from flake8_signals.syntax.values import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_READ = re.compile(rb"^(?!\s*#).*[\w.,\"':(\[ ]default_app_config\b(?!\s*[=:] ?[^=])", re.MULTILINE)
"""A line that mentions the name, and neither sets it nor is a comment."""


class DefaultAppConfig(FileRule):
    """A package sets ``default_app_config``, which Django no longer reads.

    ## Why is this bad?
    Django 3.2 finds an app's configuration by itself, and warns of ``default_app_config``; since Django 4.1 nothing
    reads it. Where ``apps.py`` holds several configurations, or the one that is named stands elsewhere, it is not the
    one that is used any more: its ``ready()`` never runs, and the receivers that it imports are never connected.

    ## Example
    ```python
    # shop/__init__.py
    default_app_config = "shop.apps.ShopConfig"  # SIG103
    ```

    ## Use instead
    ```python
    # shop/__init__.py
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/releases/3.2/#automatic-appconfig-discovery
    - https://docs.djangoproject.com/en/stable/releases/4.1/#features-removed-in-4-1
    """

    code = "SIG103"
    advice = True
    in_tests = False

    def check(self, file: SourceFile) -> Iterator[Violation]:
        if not file.module.is_package or "default_app_config" not in file.module.content:
            return
        supported = file.project.min_django
        if (supported is not None and supported < (3, 2)) or _is_read(file):
            return
        for name, line in file.module.outline.assignments:
            if name == "default_app_config":
                removed = ".".join(map(str, django.DEFAULT_APP_CONFIG_REMOVED))
                yield self.violation(
                    file.line(line),
                    f"Django {removed} and newer do not read default_app_config: remove it, and let apps.py say which "
                    "configuration is the default",
                    # Django before 3.2 reads the line: what the project supports is known, or deleting it is a risk.
                    Fix(drop, Place(line, 0, line, 0), unsafe=supported is None) if _says_nothing_new(file) else None,
                )


def _is_read(file: SourceFile) -> bool:
    """Whether something other than Django may read the name: another module, or an entry point in the metadata."""
    files = file.project.files
    others = (text for path, text in files.texts.items() if path != file.path)
    metadata = map(files.content, sources(files.root))
    return any(_READ.search(text) for text in (*others, *metadata) if b"default_app_config" in text)


def _says_nothing_new(file: SourceFile) -> bool:
    """Whether the configuration that it names is the one that Django finds by itself."""
    named = file.module.value("default_app_config")
    apps = file.project.modules.find(f"{file.module.name}.apps", file.module)
    if apps is None or any(
        i.name.endswith("Config") and i.target not in django.APP_CONFIG for i in apps.outline.imports
    ):
        return False  # Django looks through what apps.py imports, too
    configs = file.project.startup.apps.configs_of(apps)
    said = {config: config.outline.attribute("default") for config in configs}
    default = [c for c in configs if said[c] is True] or [c for c in configs if said[c] is not False]
    return len(default) == 1 and named == Literal(default[0].path)


@edits.of("SimpleStatementLine", "Module")
def drop(statement: cst.SimpleStatementLine, module: cst.Module) -> cst.SimpleStatementLine | cst.RemovalSentinel:
    """Nothing, in the place of a line with one statement, whose name ``module`` has nowhere else."""
    exported = matchers.SimpleString(matchers.MatchRegex(r"['\"]default_app_config['\"]"))
    uses = edits.names.count(module)["default_app_config"] + len(matchers.findall(module, exported))
    return cst.RemoveFromParent() if len(statement.body) == 1 and uses == 1 else statement
