"""What is different in a library, which has neither settings nor a ``manage.py``: its users may do more with it."""

from pathlib import Path

import pytest

from flake8_signals.lint import run as lint
from flake8_signals.options import Options
from tests.support.commands import write

MODELS = """
    from django.db import models

    class Page(models.Model):
        pass
"""

RECEIVER = """
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save, sender="library.Page")
    def publish(sender, **kwargs):
        print(sender)
"""

RELOADS = """
    from django.core.signals import setting_changed
    from django.dispatch import receiver

    @receiver(setting_changed)
    def reload_settings(**kwargs):
        print(kwargs)
"""

LIBRARY = {"library/__init__.py": "", "library/models.py": MODELS, "library/extensions/__init__.py": ""}


def codes(folder: Path, files: dict[str, str], path: str) -> list[str]:
    """Return the codes of what is reported of one file of a project."""
    write(folder, files)
    text = (folder / path).read_text()
    return [violation.code for violation in lint.check_file(str(folder / path), text, Options(no_cache=True))]


@pytest.mark.parametrize("others", [{}, {"manage.py": ""}], ids=["library", "site"])
@pytest.mark.parametrize(
    ("path", "text", "in_a_library", "in_a_site"),
    [
        ("library/signals.py", RECEIVER, True, True),
        ("library/extensions/tracker.py", RECEIVER, False, True),  # its users name it in a setting, or import it
        ("library/receivers.py", RELOADS, False, False),  # only tests send it, and they import this
    ],
    ids=["signals", "extension", "for tests"],
)
def test_what_nothing_imports(
    path: str, text: str, others: dict[str, str], *, in_a_library: bool, in_a_site: bool, tmp_path: Path
) -> None:
    found = codes(tmp_path, LIBRARY | others | {path: text}, path)
    assert ("SIG002" in found) == (in_a_site if others else in_a_library)


@pytest.mark.parametrize("others", [{}, {"manage.py": ""}], ids=["library", "site"])
@pytest.mark.parametrize(
    ("importer", "text", "in_a_library"),
    [
        ("library/querysets.py", "from . import signals\n", False),  # which the models of its users need
        ("library/views.py", "from . import signals\n", True),
        ("library/querysets.py", "def load():\n    from . import signals\n", True),
    ],
)
def test_what_is_imported_late(
    importer: str, text: str, others: dict[str, str], *, in_a_library: bool, tmp_path: Path
) -> None:
    files = LIBRARY | others | {importer: text, "library/signals.py": RECEIVER}
    assert ("SIG002" in codes(tmp_path, files, "library/signals.py")) == (in_a_library or bool(others))


@pytest.mark.parametrize("others", [{}, {"manage.py": ""}], ids=["library", "site"])
@pytest.mark.parametrize(
    ("read", "in_a_library", "in_a_site"),
    [
        ("kwargs.get('prefix', '')", False, True),  # its users may call it from a receiver of their own
        ("kwargs.get('raw')", True, True),  # but this is Django's, of other signals
        ("kwargs['prefix']", True, True),
    ],
)
def test_what_no_signal_sends(
    read: str, others: dict[str, str], *, in_a_library: bool, in_a_site: bool, tmp_path: Path
) -> None:
    text = f"""
        from django.db.models.signals import post_delete

        def forget(sender, **kwargs):
            print({read})

        post_delete.connect(forget)
    """
    found = codes(tmp_path, LIBRARY | others | {"library/signals.py": text}, "library/signals.py")
    assert ("SIG205" in found) == (in_a_site if others else in_a_library)
