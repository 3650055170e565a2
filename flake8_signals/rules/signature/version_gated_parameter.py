from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.rule import SignatureRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_signals.project.connections import Connection
    from flake8_signals.project.receivers import MetSignature
    from flake8_signals.syntax.values import SignatureParameter


class VersionGatedParameter(SignatureRule):
    """A receiver requires an argument that the oldest supported Django does not send yet.

    ## Why is this bad?
    Django adds arguments to its signals: ``origin`` to ``pre_delete`` and ``post_delete`` in 4.1, ``raw`` to
    ``m2m_changed`` in 6.1. On an older Django, calling a receiver that requires one raises `TypeError`. The oldest
    version that the project supports is read from its own metadata, or given by ``--signals-min-django``. If neither
    says, this rule reports nothing.

    ## Example
    ```python
    # requirements.txt
    Django>=5.2
    # shop/signals.py
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def price(sender, instance, raw, **kwargs):  # SIG204
        if not raw:
            cache.delete(f"pizza-{instance.pk}")
    ```

    ## Use instead
    ```python
    # requirements.txt
    Django>=5.2
    # shop/signals.py
    @receiver(m2m_changed, sender=Pizza.toppings.through)
    def price(sender, instance, raw=False, **kwargs):
        if not raw:
            cache.delete(f"pizza-{instance.pk}")
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/releases/4.1/#signals
    - https://docs.djangoproject.com/en/stable/releases/6.1/#signals
    """

    code = "SIG204"

    def check(self, met: MetSignature) -> Iterator[Violation]:
        for parameter in met.signature.required:
            found = [
                (since, connection)
                for connection in met.connections
                if (since := _since(connection, parameter)) is not None
            ]
            oldest = met.at.file.project.min_django if found else None
            for since, connection in found:
                if oldest is not None and since > oldest:
                    yield self.violation(
                        met.at.report_at(connection),
                        f"{met.title} requires {parameter.name!r}, which {connection.signals[0].name} sends "
                        f"since Django {_text(since)}, but the project supports {_text(oldest)}: calling it there "
                        f"raises TypeError; give it a default ({parameter.name}=None)",
                    )
                    break


def _since(connection: Connection, parameter: SignatureParameter) -> tuple[int, int] | None:
    """The first version that always sends an argument; ``None`` if each does, or none, or it is not known."""
    if any("version" in condition.lower() for condition in connection.fact.context.conditions):
        return None  # connected on some versions only
    versions = [a.since if a is not None and a.always else None for a in connection.sent(parameter.name)]
    known = [version for version in versions if version is not None]
    return min(known) if known and len(known) == len(versions) else None


def _text(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
