from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals import edits
from flake8_signals.edits import cst
from flake8_signals.knowledge import django
from flake8_signals.rule import FileRule, Fix, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile

_ELSEWHERE = frozenset({*django.WRONG_PLACES, *django.TEST_PLACES})


class SignalImportedFromElsewhere(FileRule):
    """A Django signal, ``Signal`` or ``receiver`` is imported from the wrong module.

    ## Why is this bad?
    Django has its signals in half a dozen modules, and importing one from the wrong module raises `ImportError`.
    ``django.test.signals`` does have `setting_changed`, but loads Django's test tools in production; its home is
    ``django.core.signals``.

    ## Example
    ```python
    from django.core.signals import post_save  # SIG802

    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## Use instead
    ```python
    from django.db.models.signals import post_save

    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/
    """

    code = "SIG802"
    advice = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every import of a name that is not there, and every use of one by its module; a test may use test tools."""
        imported = set()
        for statement in file.imports.of(_ELSEWHERE):
            imported.add(statement.target)
            if not statement.runtime or statement.conditional:
                continue
            module, _, name = statement.target.rpartition(".")
            if statement.target in django.WRONG_PLACES:
                home = django.WRONG_PLACES[statement.target].rpartition(".")[0]
                message = f"{module} has no {name}, so this raises ImportError; import it from {home}"
            elif statement.target in django.TEST_PLACES and not _uses_test_tools(file):
                home = django.TEST_PLACES[statement.target].rpartition(".")[0]
                message = f"importing {name} from {module} loads Django's test tools; import it from {home}"
            else:
                continue
            at = file.line(statement.line, statement.column)
            yield self.violation(at, message, Fix(import_from_home, at.place, arguments=(name, home)))
        for path, place in file.signal_names:
            if path in django.WRONG_PLACES and path not in imported:
                module, _, name = path.rpartition(".")
                home = django.WRONG_PLACES[path].rpartition(".")[0]
                yield self.violation(
                    file.at(place),
                    f"{module} has no {name}, so this raises AttributeError; import it from {home}",
                    Fix(take_imported, place, arguments=(name,), imports=(f"{home}.{name}",)),
                )


def _uses_test_tools(file: SourceFile) -> bool:
    """Whether the file is a test's, or loads Django's test tools for something else too."""
    return file.is_test or any(
        statement.module.startswith("django.test")
        and statement.target not in django.TEST_PLACES
        and not statement.scope
        for statement in file.module.outline.imports
    )


@edits.of("Module", "SimpleStatementLine")
def import_from_home(module: cst.Module, statement: cst.SimpleStatementLine, name: str, home: str) -> cst.Module:
    """``module`` with an import of ``name`` from the module ``home``, besides what else ``statement`` imports."""
    imported = statement.body[0]
    if (
        len(statement.body) > 1
        or not isinstance(imported, cst.ImportFrom)
        or isinstance(imported.names, cst.ImportStar)
    ):
        return module
    wanted = [alias for alias in imported.names if alias.evaluated_name == name]
    others = [alias for alias in imported.names if alias.evaluated_name != name]
    where = edits.names.dotted(home)
    if not others:
        moved = statement.with_changes(body=[imported.with_changes(module=where)])
        return edits.imports.with_moved(module, statement, None, moved)
    others[-1] = others[-1].with_changes(comma=imported.names[-1].comma)
    wanted[-1] = wanted[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    new = cst.SimpleStatementLine([cst.ImportFrom(where, wanted)])
    left = statement.with_changes(body=[imported.with_changes(names=others)])
    return edits.imports.with_moved(module, statement, left, new)


@edits.of("Call")
def take_imported(call: cst.Call, name: str) -> cst.Call:
    """A call that names the signal ``name`` by that alone."""
    signal = edits.names.attribute(call, name)
    return call if signal is None else edits.nodes.replaced(call, {signal: cst.Name(name)})
