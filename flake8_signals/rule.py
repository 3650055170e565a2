"""What a rule is, and what it says: the base classes of every file in ``rules``."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.edits import Edit
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.project import Project
    from flake8_signals.syntax.facts import Place


class Fix(NamedTuple):
    """How to mend a violation: a function from libcst node to libcst node, and the place of the node it is given.

    The function says with ``@edits.of(...)`` which nodes it wants, and is given for each the innermost node of these
    kinds at ``place`` or around it. ``arguments`` follow; what is returned stands for the first node. A place without
    extent is that of the innermost statement that starts on its line.

    ``imports`` are the dotted names that the new node uses (``django.apps.apps as global_apps``), ``unused`` those that
    it no longer does.

    ``path`` names the file to change where it is not the violation's own; it may be a new one. An ``unsafe`` fix
    changes what the program does.
    """

    edit: Edit
    place: Place
    unsafe: bool = False
    arguments: tuple[Any, ...] = ()
    path: str | None = None
    imports: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


class Violation(NamedTuple):
    """One finding: the 1-based line and 0-based column (in characters) of what is wrong, and what to do."""

    path: str
    line: int
    column: int
    code: str
    message: str
    fix: Fix | None = None


class Located(Protocol):
    """Something that a violation can stand on: a file's path and a place in it."""

    @property
    def path(self) -> str: ...

    @property
    def place(self) -> Place: ...


class Rule:
    """One thing that can be wrong; the docstring of each subclass is its documentation.

    ``opt_in`` rules run only when they are named; ``supersedes`` lists the codes that are not reported on the same
    line beside this one.
    """

    code: ClassVar[str]
    opt_in: ClassVar[bool] = False
    supersedes: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def slug(cls) -> str:
        """The rule's name in words, from its file's name: ``receiver-without-kwargs``."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    @classmethod
    def documentation(cls) -> str:
        """The rule's documentation, in Markdown."""
        return inspect.cleandoc(cls.__doc__ or "")

    def violation(self, at: Located, message: str, fix: Fix | None = None) -> Violation:
        """The finding of this rule that stands at ``at``."""
        return Violation(at.path, at.place.line, at.place.column, self.code, message, fix)


class FileRule(Rule):
    """A rule that looks at one file, and asks the project about the few others that concern it."""

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every violation of this rule in ``file``."""
        raise NotImplementedError


class ProjectRule(Rule):
    """A rule that needs every file that mentions signals."""

    def check(self, project: Project) -> Iterator[Violation]:
        """Every violation of this rule in the project."""
        raise NotImplementedError
