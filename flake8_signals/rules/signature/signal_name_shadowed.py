from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import ReceiverRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import Receiver


class SignalNameShadowed(ReceiverRule):
    """A receiver's parameter ``signal`` hides what its module imports by that name.

    ## Why is this bad?
    In the receiver ``signal`` is the signal that was sent. In the rest of the module it is something else, usually
    Python's own module. A line that is moved from one to the other means something else.

    ## Example
    ```python
    import signal


    @receiver(request_finished)
    def stop(sender, signal, **kwargs):  # SIG211
        logging.debug("%s: %s", sender, signal)
    ```

    ## Use instead
    ```python
    import signal


    @receiver(request_finished)
    def stop(sender, **kwargs):
        logging.debug("%s: %s", sender, kwargs["signal"])
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
    - https://docs.python.org/3/library/signal.html
    """

    code = "SIG211"
    opt_in = True

    def check(self, receiver: Receiver) -> Iterator[Violation]:
        imported = next((i for i in receiver.module.outline.imports if i.name == "signal" and not i.scope), None)
        if imported is not None and any(p.name == "signal" for p in receiver.function.signature.parameters):
            yield self.violation(
                receiver,
                f"the parameter 'signal' of receiver {receiver.title} hides {imported.target!r}, imported on line "
                f"{imported.line}; take it from **kwargs",
            )
