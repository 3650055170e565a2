from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.rule import ConfigRule, Fix, Violation
from flake8_signals.syntax.facts import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.subjects import Config


_NOQA = re.compile(r"\bnoqa(?!:)|\bnoqa:.{0,500}\bF(?:4(?:01?)?)?\b", re.IGNORECASE)
"""A comment that stops tools from removing the import: for every code, or for that of unused imports."""

_FILE_NOQA = re.compile(
    r"^[ \t]*#[ \t]*(?:ruff|flake8)[ \t]*[:=][ \t]*noqa(?:[ \t]*$|:.*\bF401\b)", re.IGNORECASE | re.MULTILINE
)


class ReadyImportUnprotected(ConfigRule):
    """The import in ``ready()`` that connects the receivers looks unused, and a tool may remove it.

    ## Why is this bad?
    Tools that remove unused imports (``ruff --fix``, autoflake) delete this line, and with it the connections. ``#
    noqa: F401`` prevents that, and tells the reader that the import is there for its side effect.

    ## Example
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals  # SIG111
    ```

    ## Use instead
    ```python
    # shop/signals.py
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    # shop/apps.py
    from django.apps import AppConfig


    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from . import signals  # noqa: F401
    ```

    ## References
    - https://docs.astral.sh/ruff/rules/unused-import/
    """

    code = "SIG111"
    opt_in = True

    def check(self, config: Config) -> Iterator[Violation]:
        file = config.file
        if _FILE_NOQA.search(file.module.content):
            return
        for statement in file.module.outline.imports:
            if statement.scope != f"{config.name}.ready" or statement.used or _NOQA.search(statement.comment):
                continue
            loaded = file.project.modules.find(statement.target, file.module)
            if loaded is not None and file.sibling(loaded).connections:
                yield self.violation(
                    file.line(statement.line, statement.column),
                    f"the import of {loaded.name} looks unused, and a tool that removes it disconnects the receivers; "
                    "add # noqa: F401",
                    Fix(protect, Place(statement.line, statement.column, statement.line, statement.column)),
                )


@edits.of("SimpleStatementLine")
def protect(statement: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
    """``statement`` with ``# noqa: F401`` behind it."""
    return edits.comments.with_comment(statement, "# noqa: F401")
