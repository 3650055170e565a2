"""What stands outside the package decides whether `default_app_config` is still needed, and whether it may go."""

from pathlib import Path

import pytest

from tests.support.fixing import mended

SHOP = {
    "shop/__init__.py": 'default_app_config = "shop.apps.ShopConfig"\n',
    "shop/apps.py": 'from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = "shop"\n',
}


def left(folder: Path, files: dict[str, str], *, unsafe: bool) -> str:
    """Return what is left of the package's module."""
    return mended(folder, SHOP | files, "SIG103", unsafe=unsafe)[0]["shop/__init__.py"]


@pytest.mark.parametrize(
    ("files", "fix"),
    [
        pytest.param({"requirements.txt": "Django>=4.2\n"}, "safe", id="not read any more"),
        pytest.param({"setup.py": "setup(install_requires=['Django>=4.2'])\n"}, "safe", id="said by setup.py"),
        pytest.param({}, "unsafe", id="not known"),
        pytest.param({"setup.py": "setup(install_requires=['Django>=2.2'])\n"}, "none", id="read by setup.py's oldest"),
        pytest.param({"setup.cfg": "[options]\ninstall_requires =\n  Django>=2.2\n"}, "none", id="by setup.cfg's"),
        pytest.param(
            {"requirements.txt": "Django>=4.2\n", "plugins.py": "from shop import default_app_config\n"},
            "none",
            id="imported",
        ),
        pytest.param(
            {"requirements.txt": "Django>=4.2\n", "plugins.py": "getattr(app, 'default_app_config')\n"},
            "none",
            id="asked for by its name",
        ),
        pytest.param(
            {
                "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["Django>=4.2"]\n'
                '[project.entry-points.plugins]\nshop = "shop:default_app_config"\n'
            },
            "none",
            id="an entry point",
        ),
        pytest.param(
            {
                "requirements.txt": "Django>=4.2\n",
                "other/__init__.py": '# default_app_config is old\ndefault_app_config = "other.apps.OtherConfig"\n',
            },
            "safe",
            id="set by another package",
        ),
    ],
)
def test_whether_the_line_may_go(files: dict[str, str], fix: str, tmp_path: Path) -> None:
    before = SHOP["shop/__init__.py"]
    assert left(tmp_path / "safe", files, unsafe=False) == ("" if fix == "safe" else before)
    assert left(tmp_path / "unsafe", files, unsafe=True) == (before if fix == "none" else "")
