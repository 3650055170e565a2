from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import SignatureRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.receivers import MetSignature


class SenderNotFirst(SignatureRule):
    """A receiver's first parameter is not ``sender``.

    ## Why is this bad?
    It works, since a signal passes everything by keyword. But Django's documentation asks every receiver to take
    ``sender`` and ``**kwargs``, and readers and callers expect the sender first.

    ## Example
    ```python
    @receiver(post_save, sender=Order)
    def forget(instance, sender, **kwargs):  # SIG207
        cache.delete(f"order-{instance.pk}")
    ```

    ## Use instead
    ```python
    @receiver(post_save, sender=Order)
    def forget(sender, instance, **kwargs):
        cache.delete(f"order-{instance.pk}")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
    """

    code = "SIG207"
    opt_in = True

    def check(self, met: MetSignature) -> Iterator[Violation]:
        names = [parameter.name for parameter in met.signature.parameters]
        if names and names[0] != "sender":
            move = "move it to the front" if "sender" in names else "add it"
            yield self.violation(met.at, f"{met.title} does not take 'sender' as its first parameter; {move}")
