from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class OutputIgnoringVerbosity(BodyRule):
    """A receiver of ``post_migrate`` prints without checking ``verbosity``, or asks without ``interactive``.

    ## Why is this bad?
    The signal says how much the command may print (``verbosity``, 0 for nothing) and whether it may ask
    (``interactive``). In a deployment or a test run nobody answers, and the command waits forever.

    ## Example
    ```python
    @receiver(post_migrate)
    def greet(sender, **kwargs):  # SIG508
        print(f"{sender.label} is there")
    ```

    ## Use instead
    ```python
    @receiver(post_migrate)
    def greet(sender, verbosity, **kwargs):
        if verbosity >= 1:
            print(f"{sender.label} is there")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/signals/#post-migrate
    """

    code = "SIG508"
    opt_in = True
    receives_only = ("pre_migrate", "post_migrate")

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        for reached in receiver.own_effects:
            argument = {"print": "verbosity", "input": "interactive"}.get(reached.effect.kind)
            if argument is not None and argument not in reached.effect.guards:
                is_print = argument == "verbosity"
                does = "prints" if is_print else "asks for input"
                remedy = "print only if verbosity >= 1" if is_print else "ask only if interactive"
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} {does} ({reached.where}) without checking {argument!r}; {remedy}",
                )
                break
