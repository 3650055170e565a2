"""Receivers that nothing imports run once their module is wired: a started project says so, whatever it looked like."""

import os
import shutil
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.agreement.driver import HERE, run_json
from tests.support.commands import write
from tests.support.fixing import mended

SETTINGS = """
    SECRET_KEY = "secret"
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
    INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop"]
"""

SIGNALS = """
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save, sender="auth.User")
    def greet(sender, instance, **kwargs):
        instance.greet()
"""

CONFIG = "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n"

READY = CONFIG + '    name = "shop"\n\n    def ready(self):\n'

IMPORT = "from . import signals  # noqa: F401\n"


def connected(folder: Path) -> set[str]:
    """Start the project in a folder, and return its receivers."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(folder)}
    prefixes = [f"{path.name}." for path in folder.iterdir() if path.is_dir()]
    rows = run_json([sys.executable, "-W", "ignore", HERE / "dump.py", *prefixes], env=environment)
    return {row["receiver"] for row in rows}


def shop(**files: str) -> dict[str, str]:
    """Return a project with one app, whose receivers stand in its module ``signals``."""
    base = {"manage.py": "", "settings.py": SETTINGS, "shop/__init__.py": "", "shop/models.py": "receivers = ()\n"}
    named = {name.replace("__", "/") + ".py": text for name, text in files.items()}
    return {name: dedent(text).lstrip("\n") for name, text in {**base, "shop/signals.py": SIGNALS, **named}.items()}


@pytest.mark.parametrize(
    ("apps", "wired"),
    [
        pytest.param(None, READY + f"        {IMPORT}", id="no apps module"),
        pytest.param("", READY + f"        {IMPORT}", id="an empty apps module"),
        pytest.param('"""Apps."""\n', f'"""Apps."""\n\n{READY}        {IMPORT}', id="an apps module without a class"),
        pytest.param(CONFIG + '    name = "shop"\n', READY + f"        {IMPORT}", id="a class without ready()"),
        pytest.param(CONFIG.rstrip() + ' name = "shop"\n', READY + f"        {IMPORT}", id="a class that is one line"),
        pytest.param(
            CONFIG + '    name = "shop"\n    # default = True\n',
            CONFIG + f'    name = "shop"\n    # default = True\n\n    def ready(self):\n        {IMPORT}',
            id="a class that ends in a comment",
        ),
        pytest.param(
            CONFIG.replace("\n", "\r\n") + '\tname = "shop"\r\n',
            CONFIG.replace("\n", "\r\n") + f'\tname = "shop"\r\n\r\n\tdef ready(self):\r\n\t\t{IMPORT[:-1]}\r\n',
            id="tabs and CRLF",
        ),
        pytest.param(READY + "        pass\n", READY + f"        {IMPORT}", id="an empty ready()"),
        pytest.param(READY + "        ...\n", READY + f"        {IMPORT}", id="a ready() of dots"),
        pytest.param(READY.rstrip() + " pass\n", READY + f"        {IMPORT}", id="a ready() that is one line"),
        pytest.param(
            READY + "        pass  # nothing yet\n",
            READY + f"        {IMPORT}        pass  # nothing yet\n",
            id="a commented ready()",
        ),
        pytest.param(
            READY + '        """Get ready."""\n        # at last\n        pass\n',
            READY + f'        """Get ready."""\n        # at last\n        {IMPORT}',
            id="a documented ready()",
        ),
        pytest.param(
            READY + "        import os\n        super().ready()\n        if os:\n            return\n",
            READY + f"        import os\n        super().ready()\n        {IMPORT}        if os:\n            return\n",
            id="a ready() with something in it",
        ),
    ],
)
def test_the_receiver_runs_once_it_is_wired(apps: str | None, wired: str, tmp_path: Path) -> None:
    files = shop() if apps is None else {**shop(), "shop/apps.py": apps}
    write(tmp_path / "before", {})
    after, outcome = mended(tmp_path / "before", files, "SIG002")
    assert not outcome.refused
    assert outcome.changes[str(tmp_path / "before/shop/apps.py")].after.decode() == wired
    assert connected(tmp_path / "before") == set()
    for name, text in after.items():
        path = tmp_path / "after" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")
    assert connected(tmp_path / "after") == {"shop.signals.greet"}


def test_a_new_method_calls_the_one_that_it_replaces(tmp_path: Path) -> None:
    base = """
        from django.apps import AppConfig

        class Base(AppConfig):
            def ready(self):
                assert self.name
    """
    config = 'from .base import Base\n\nclass ShopConfig(Base):\n    name = "shop"\n    default = True\n'
    after, _ = mended(tmp_path, {**shop(shop__base=base), "shop/apps.py": config}, "SIG002")
    assert after["shop/apps.py"] == f"{config}\n    def ready(self):\n        super().ready()\n        {IMPORT}"
    write(tmp_path, after)
    assert connected(tmp_path) == {"shop.signals.greet"}


def test_modules_further_inside_are_named_from_the_app(tmp_path: Path) -> None:
    files = shop(shop__handlers____init__="", shop__handlers__users=SIGNALS, shop__signals="")
    after, _ = mended(tmp_path, files, "SIG002")
    assert "        from .handlers import users  # noqa: F401\n" in after["shop/apps.py"]


def test_a_package_with_the_configuration_names_the_module_in_full(tmp_path: Path) -> None:
    files = {**shop(), "shop/apps/__init__.py": CONFIG + '    name = "shop"\n'}
    after, _ = mended(tmp_path, files, "SIG002")
    assert "        from shop import signals  # noqa: F401\n" in after["shop/apps/__init__.py"]


def test_an_app_in_no_package_imports_its_modules_as_they_are(tmp_path: Path) -> None:
    files = {name.removeprefix("shop/"): text for name, text in shop().items() if name != "shop/__init__.py"}
    after, _ = mended(tmp_path, {**files, "apps.py": CONFIG + '    name = "shop"\n'}, "SIG002")
    assert "        import signals  # noqa: F401\n" in after["apps.py"]


def test_safe_fixes_alone_wire_nothing(tmp_path: Path) -> None:
    _, outcome = mended(tmp_path, shop(), "SIG002", unsafe=False)
    assert [violation.code for violation in outcome.unsafe] == ["SIG002"]
    assert not outcome.changes


def test_a_package_called_apps_is_no_place_for_a_new_module(tmp_path: Path) -> None:
    _, outcome = mended(tmp_path, shop(shop__apps____init__=""), "SIG002")
    assert [violation.code for violation in outcome.unfixable] == ["SIG002"]


def test_a_real_project_connects_more(tmp_path: Path) -> None:
    """It has receivers that nothing imports, and some that only its views do: in modules of their own, and in views."""
    shutil.copytree(HERE / "small", tmp_path, dirs_exist_ok=True)
    before = connected(tmp_path)
    files = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.py")}
    after, outcome = mended(tmp_path, files, "SIG002")
    assert {violation.code for violation in outcome.fixed} == {"SIG002"}
    assert not outcome.refused
    write(tmp_path, after)
    added = connected(tmp_path) - before
    assert {"shop.orphan.orphaned", "shop.late.regret", "stock.readonly.refuse"} <= added
    assert "shop.views.refresh" not in added
    assert [Path(violation.path).name for violation in outcome.unfixable] == ["views.py"]
