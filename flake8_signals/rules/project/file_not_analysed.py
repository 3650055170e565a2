from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import FileRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.file import SourceFile


class FileNotAnalysed(FileRule):
    """A part of the file that concerns signals could not be analysed.

    ## Why is this bad?
    Nothing is wrong with the file, but the other rules could not check this part. It is too large, nested too deeply,
    or written in a syntax that libcst does not know yet. Or what it names leads further than names, classes and imports
    are followed: for more than that, the work would outgrow the project.

    ## Example
    ```python
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):  # SIG000
        instance.total = (
            ------------------------------------------------------------
            ------------------------------------------------------------
            instance.total
        )
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.total = -instance.total
    ```

    ## References
    - https://github.com/Instagram/LibCST
    """

    code = "SIG000"
    advice = True

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """The first thing in the file's facts, or in the receivers that it judges, that could not be analysed."""
        for line, reason in file.troubles()[:1]:
            yield self.violation(file.line(line), f"this could not be analysed, so findings may be missing: {reason}")
