"""What rules and violations are: the base classes of every file in ``rules``."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

from flake8_signals import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_signals.edits import Edit
    from flake8_signals.project.connections import Connection
    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.project import Project
    from flake8_signals.project.receivers import MetSignature, Receiver
    from flake8_signals.project.subjects import BoundDefinition, BoundDisconnection, BoundSend, Config
    from flake8_signals.syntax.facts import Place


class Fix(NamedTuple):
    """How to fix a violation: a function from libcst node to libcst node, and the place of the node that it is given.

    The function says with ``@edits.of(...)`` which kinds of nodes it takes. For each kind it is given the innermost
    such node at ``place`` or around it, and then ``arguments``. Its result replaces the first node. A place without
    extent stands for the innermost statement that starts on its line.

    ``imports`` are the dotted names that the new node needs (``django.apps.apps as global_apps``), ``unused`` those
    that it no longer needs.

    ``path`` names the file to change if it is not the violation's own; that file may be a new one. An ``unsafe`` fix
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
    """One violation: its 1-based line and 0-based column (in characters), and a message that says what to do.

    ``fixable`` is ``safe`` or ``unsafe`` if there is a fix; the fix itself may have been left out.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    fix: Fix | None = None
    fixable: str = ""

    @property
    def gist(self) -> str:
        """The message without its numbers, as it stays when lines move."""
        return re.sub(r"\d+", "", self.message)


class Located(Protocol):
    """Something that a violation can be reported at: a file's path and a place in it."""

    @property
    def path(self) -> str: ...

    @property
    def place(self) -> Place: ...


class Rule:
    """One thing that can be wrong; the docstring of each subclass is its documentation.

    ``opt_in`` rules run only if they are named. ``advice`` says that what a rule finds does work: the rule is about
    where code stands, or what it costs. ``supersedes`` lists the codes that are dropped on a line where this rule
    reports a violation.
    """

    code: ClassVar[str]
    opt_in: ClassVar[bool] = False
    advice: ClassVar[bool] = False
    supersedes: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def slug(cls) -> str:
        """The rule's name in words, from its file's name: ``receiver-without-kwargs``."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    @classmethod
    def topic(cls) -> str:
        """What the rule is about, from its file's folder: ``signature``."""
        return cls.__module__.rpartition(".")[0].rpartition(".")[2]

    @classmethod
    def level(cls) -> str:
        """How bad a violation is: ``error`` (something is broken), ``warning`` or ``note``."""
        return "note" if cls.opt_in else "warning" if cls.advice else "error"

    @classmethod
    def documentation(cls) -> str:
        """The rule's documentation, in Markdown."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """The rule in one sentence."""
        return " ".join(cls.documentation().partition("\n\n")[0].split())

    @classmethod
    def link(cls) -> str:
        """Where the rule's documentation can be read."""
        return f"{REFERENCE}#{cls.code.lower()}"

    def check(self, subject: Any, /) -> Iterator[Violation]:
        """Every violation of this rule in one subject; the base class of the rule says what a subject is."""
        raise NotImplementedError

    def violation(self, at: Located, message: str, fix: Fix | None = None) -> Violation:
        """A violation of this rule, reported at ``at``."""
        fixable = "" if fix is None else "unsafe" if fix.unsafe else "safe"
        return Violation(at.path, at.place.line, at.place.column, self.code, message, fix, fixable)


class ProjectRule(Rule):
    """A rule about the whole project, called once: it needs every file that mentions signals."""

    def check(self, project: Project, /) -> Iterator[Violation]:
        """Every violation of this rule in the project."""
        raise NotImplementedError


class SubjectRule(Rule):
    """A rule about things that stand in one file, called once for each; the subclasses below say for which.

    It also gets those in test code unless ``in_tests`` is false. Those of text without a path (nameless standard input)
    it gets unless it ``needs_place``.
    """

    in_tests: ClassVar[bool] = True
    needs_place: ClassVar[bool] = False

    def violations_in(self, file: SourceFile) -> Iterator[Violation]:
        """Every violation of this rule in ``file``; none if it does not apply there."""
        if (file.is_test and not self.in_tests) or (self.needs_place and not file.placed):
            return
        for subject in self.subjects(file):
            yield from self.check(subject)

    def subjects(self, file: SourceFile) -> Iterable[Any]:
        """What the rule checks in a file."""
        raise NotImplementedError


class FileRule(SubjectRule):
    """A rule about a file."""

    def subjects(self, file: SourceFile) -> Iterable[SourceFile]:
        """The file itself."""
        return (file,)


class ConfigRule(SubjectRule):
    """A rule about an ``AppConfig`` class, outside tests."""

    in_tests = False

    def subjects(self, file: SourceFile) -> Iterable[Config]:
        """The configurations that the file defines."""
        from flake8_signals.project.subjects import configs  # not before a rule runs

        return configs(file)


class ConnectionRule(SubjectRule):
    """A rule about a connection of a receiver to a signal."""

    def subjects(self, file: SourceFile) -> Iterable[Connection]:
        """The file's connections; one to several signals (in a loop or a branch) comes once."""
        return file.connections


class LastingConnectionRule(ConnectionRule):
    """A rule about a connection that start-up makes and does not undo: one for each signal, outside tests."""

    in_tests = False
    needs_place = True

    def subjects(self, file: SourceFile) -> Iterable[Connection]:
        """The file's connections, one for each signal, without those that start-up undoes."""
        return file.project.index.connections_in(file)


class DisconnectionRule(SubjectRule):
    """A rule about a call that disconnects a receiver from a known signal."""

    def subjects(self, file: SourceFile) -> Iterable[BoundDisconnection]:
        """The file's disconnections."""
        from flake8_signals.project.subjects import disconnections  # not before a rule runs

        return disconnections(file)


class SendRule(SubjectRule):
    """A rule about a call that sends a known signal."""

    def subjects(self, file: SourceFile) -> Iterable[BoundSend]:
        """The file's sends."""
        from flake8_signals.project.subjects import sends  # not before a rule runs

        return sends(file)


class DefinitionRule(SubjectRule):
    """A rule about a call that makes a signal."""

    def subjects(self, file: SourceFile) -> Iterable[BoundDefinition]:
        """The signals that the file makes."""
        from flake8_signals.project.subjects import definitions  # not before a rule runs

        return definitions(file)


class SignatureRule(SubjectRule):
    """A rule about the signature of a receiver, lambdas included."""

    def subjects(self, file: SourceFile) -> Iterable[MetSignature]:
        """The signatures of the receivers that the file connects."""
        return file.met_signatures


class ReceiverRule(SubjectRule):
    """A rule about a function that the file connects, wherever that function is defined.

    ``receives_any`` are names of Django's signals: it is connected to at least one of them. ``receives_only`` are
    likewise: it is connected to no other signal. ``runs_as_written``: no decorator may keep it from running.
    ``runs_for_all``: none may choose by what is sent, but for what a fixture loads. ``ignores``: an argument of the
    signal that it never looks at.
    """

    receives_any: ClassVar[tuple[str, ...]] = ()
    receives_only: ClassVar[tuple[str, ...]] = ()
    runs_as_written: ClassVar[bool] = False
    runs_for_all: ClassVar[bool] = False
    ignores: ClassVar[str] = ""

    def subjects(self, file: SourceFile) -> Iterable[Receiver]:
        """The receivers that the rule is about."""
        return filter(self._is_about, file.receivers)

    def _is_about(self, receiver: Receiver) -> bool:
        return (
            (not self.receives_any or receiver.receives_any(*self.receives_any))
            and (not self.receives_only or receiver.receives_only(*self.receives_only))
            and (not self.runs_as_written or receiver.runs_as_written)
            and (not self.runs_for_all or receiver.runs_for_all)
            and not (self.ignores and _may_read(receiver, self.ignores))
        )


class BodyRule(ReceiverRule):
    """A rule about what a receiver does, outside tests.

    A receiver is checked once: in the file that defines it, if that file connects it too. ``advice`` on one that only
    other files connect is given once, too: what it does is the same for each sender.
    """

    in_tests = False

    def subjects(self, file: SourceFile) -> Iterable[Receiver]:
        """The receivers whose bodies are checked in this file."""
        receivers = filter(self._is_about, file.receivers_to_judge)
        return (each for each in receivers if not each.is_connected_before) if self.advice else receivers


def _may_read(receiver: Receiver, argument: str) -> bool:
    """Whether a receiver looks at an argument of its signal, or passes all of them on."""
    body = receiver.body
    return body.forwards_kwargs or any(use.name == argument for use in body.uses)
