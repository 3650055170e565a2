"""A rule's documented example, installed as an app in the Django that runs here."""

import contextlib
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import override_settings

from tests.support.django_project import tables_of
from tests.support.examples import Example, write


@contextlib.contextmanager
def running(example: Example, folder: Path, *, debug: bool) -> Iterator[None]:
    """Start Django with an example's app "shop", its ``ready()`` included, its tables empty; leave no trace of it."""
    write(folder, example.all_files)
    importlib.invalidate_caches()
    before = apps.all_models.pop("shop", {})  # other tests make models for an app of this name
    with pytest.MonkeyPatch.context() as patch, override_settings(DEBUG=debug):
        patch.syspath_prepend(folder)
        try:
            with (
                override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, "shop"]),
                tables_of(*(m for m in apps.get_app_config("shop").get_models() if not m._meta.proxy)),
            ):
                yield
        finally:
            apps.all_models["shop"] = before
            apps.clear_cache()
            for name in [name for name in sys.modules if name.partition(".")[0] == "shop"]:
                del sys.modules[name]
