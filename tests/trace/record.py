"""Print, as JSON, the receivers that a running Django calls: ``python record.py SETUP CODE``.

Both run in a database that is empty at first, the code in one transaction and watched, after the project has started
under its DJANGO_SETTINGS_MODULE.
Receivers are told by the dispatcher that calls them, those of an object's creation and of the connection left out.
"""

from __future__ import annotations

import functools
import json
import sys
from typing import Any

NOT_TOLD = {"pre_init", "post_init", "connection_created"}


def main(setup: str, code: str) -> list[str]:
    """Return the names of the receivers that the code has Django call, in the order of the calls."""
    import django
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction
    from django.db.models import signals
    from django.dispatch import Signal

    django.setup()
    # The tables as the models say, without the years of changes to them.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    names: dict[str, Any] = {}
    exec(setup, names)
    called: list[str] = []
    quiet = {id(getattr(signals, name, None)) for name in NOT_TOLD}

    def told(receiver: Any) -> Any:
        @functools.wraps(receiver)
        def call(*arguments: Any, **keywords: Any) -> Any:
            called.append(f"{receiver.__module__}.{receiver.__qualname__}")
            return receiver(*arguments, **keywords)

        return call

    live = Signal._live_receivers

    def recorded(self: Signal, sender: Any) -> Any:
        found = live(self, sender)
        if id(self) in quiet:
            return found
        if isinstance(found, tuple):
            return tuple([told(receiver) for receiver in part] for part in found)
        return [told(receiver) for receiver in found]

    Signal._live_receivers = recorded
    with transaction.atomic():
        exec(code, names)
    return called


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout)
