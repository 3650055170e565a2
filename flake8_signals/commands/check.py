"""The command ``flake8-signals check``."""

from __future__ import annotations

from flake8_signals.commands import baseline
from flake8_signals.commands.flake8_host.run import Run


def run(arguments: list[str]) -> int:
    """Lint, or do instead what an option asks for, and return the exit status."""
    host = Run("check", arguments, baseline.add_options)
    if host.options.suggest_config:
        return baseline.suggest_config(host)
    if host.options.add_noqa:
        return baseline.add_noqa(host)
    return host.report()
