"""Who else may call a receiver than the signals that it is connected to."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_signals.project.receivers import Receiver


class Callers:
    """The calls of one receiver by name, in its own file and in others."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver
        self._name = receiver.function.name

    @cached_property
    def are_at_home(self) -> bool:
        """Whether the receiver's module also calls it directly, with any arguments."""
        return re.search(rf"(?<!def )\b{re.escape(self._name)}\(", self.receiver.module.content) is not None

    @cached_property
    def may_exist(self) -> bool:
        """Whether some file may call the receiver itself, with whatever arguments."""
        return self.are_at_home or any(self._call.search(text) is not None for text in self._elsewhere)

    def may_pass(self, argument: str) -> bool:
        """Whether anything but Django's sends to the receiver's signals here may pass it ``argument``.

        Its own file calls it, another calls it with the argument or may connect it to another signal, or some file
        sends its signals by hand.
        """
        key = argument.encode()
        if (
            self.are_at_home
            or self.receiver.is_connected_at_home
            or any(
                b".connect(" in text or (key in text and self._call.search(text) is not None)
                for text in self._elsewhere
            )
        ):
            return True
        sends = [f"{signal.name}.send".encode() for signal in self.receiver.signals]
        texts = self.receiver.file.project.files.texts.values()
        return any(key in text and any(send in text for send in sends) for text in texts)

    @property
    def _call(self) -> re.Pattern[bytes]:
        """How a call of the receiver looks, and its ``def``, too."""
        return re.compile(rb"\b%b\s*\(" % re.escape(self._name.encode()))

    @cached_property
    def _elsewhere(self) -> tuple[bytes, ...]:
        """The texts of the files that name the receiver, but for its own and the one that it is asked about in."""
        receiver, project = self.receiver, self.receiver.file.project
        users = project.startup.importers.mentioning(receiver.module, self._name)
        own = (receiver.module.path, receiver.path)
        return tuple(project.files.text(user.path) for user in users if user.path not in own)
