from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import BodyRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class OutputIgnoringVerbosity(BodyRule):
    """A receiver of ``post_migrate`` prints without regard to ``verbosity``, or asks without regard to ``interactive``.

    ## Why is this bad?
    The signal says how much the command may print (``verbosity``, 0 for nothing), and whether it
    may ask (``interactive``): a deployment or a test run has nobody to answer, and waits forever.

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
                does = "prints" if argument == "verbosity" else "asks"
                yield self.violation(
                    receiver,
                    f"receiver {receiver.title} {does} ({reached.where}) without a look at {argument!r}, by which "
                    "the command says whether it may; test that first",
                )
                break
