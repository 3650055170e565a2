"""What is remembered of one file, in memory and in the cache."""

from __future__ import annotations

from functools import cache as cached
from types import GenericAlias
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_signals.files.cache import Cache, Stamp
    from flake8_signals.syntax.module import Module


class Answers:
    """The answers about one module; without a ``cache``, those of this process alone."""

    def __init__(self, module: Module, cache: Cache | None) -> None:
        self.known: dict[tuple[str, tuple[Any, ...]], Any] = {}
        """The answers so far, by their questions."""
        self._module = module
        self._cache = cache
        self._before: Stamp | None = None
        self._subject = b""
        self._subject_read = b""

    def will_read(self) -> None:
        """Take note of the file as it is now, before its text is read."""
        if self._cache is not None:
            from flake8_signals.files.cache import stamp

            self._before = stamp(self._module.path)

    def recall(self, question: str, method: Callable[..., Any], make: Callable[[], Any]) -> Any:
        """The answer to a question, and the troubles with it: from the cache, or computed and cached."""
        cache, module = self._cache, self._module
        if cache is None:
            return make()
        if not self._subject:
            text = None if module.is_given else cache.recall_text(module.path)
            known = text is not None
            self._subject = cache.subject(text, module.name, module.is_package) if known else self._read_subject(cache)
        try:
            answer, troubles = cache.recall(self._subject, question, _kind_of(method))
        except KeyError:
            before = dict(module.troubles)
            answer = make()
            troubles = {what: why for what, why in module.troubles.items() if before.get(what) != why}
            # The file may have changed since the cache was asked: the answer belongs to the text that was read.
            cache.remember(self._read_subject(cache), question, (answer, troubles))
        module.troubles.update(troubles)
        return answer

    def _read_subject(self, cache: Cache) -> bytes:
        """The module's key in the cache, for the text that was read."""
        if not self._subject_read:
            from flake8_signals.files.hashing import hashed

            module = self._module
            text = hashed(module.content.encode(errors="surrogatepass"))
            if not module.is_given:
                cache.remember_text(module.path, self._before, text)
            self._subject_read = cache.subject(text, module.name, module.is_package)
        return self._subject_read


@cached
def _kind_of(method: Callable[..., Any]) -> Any:
    """The return type of a method, together with the troubles."""
    from flake8_signals.syntax import facts, values

    answer = get_type_hints(method, localns={**vars(values), **vars(facts)})["return"]
    return GenericAlias(tuple, (answer, dict[str, tuple[int, str]]))
