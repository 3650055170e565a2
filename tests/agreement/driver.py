"""The projects that the map is compared on, how each is started and how it is mapped.

A project's settings are the module of its name beside this file. A project that lists requirements gets a virtual
environment of its own, and is mapped as it is installed there, by the Python that runs it: an older one may not be able
to read it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]


class MissingInterpreterError(Exception):
    """No interpreter of the version that a project starts on is to be found."""


@dataclass(frozen=True)
class Project:
    """A project, what to install for it and what of it to map."""

    name: str
    packages: tuple[str, ...]  # what to map: folders below its environment's site-packages
    requirements: tuple[str, ...] = ()  # none: it starts in the environment of the tests
    python: str = "3.12"
    site: Path | None = None  # where its packages are, if not in site-packages
    is_import_root: bool = False  # its one package is the folder with manage.py: what is inside is imported by name

    def __str__(self) -> str:
        return self.name

    def interpreter(self, cache: Path) -> Path:
        """Return the interpreter that starts the project and maps it, in an environment kept under that folder.

        Raises MissingInterpreterError, and CalledProcessError where the requirements cannot be installed.
        """
        if not self.requirements:
            return Path(sys.executable)
        ours = requires("flake8-signals") or []
        key = hashlib.sha256("\n".join((self.python, *self.requirements, *ours)).encode()).hexdigest()[:8]
        environment = cache / f"{self.name}-{key}"
        interpreter = environment / "bin" / "python"
        complete = environment / "complete"
        if not complete.exists():
            subprocess.run([find_python(self.python), "-m", "venv", "--clear", environment], check=True)
            pip: list[str | Path] = [interpreter, "-m", "pip", "install", "--quiet"]
            subprocess.run([*pip, *self.requirements, "--editable", REPOSITORY], check=True)
            complete.touch()
        return interpreter

    def connected(self, interpreter: Path) -> list[dict[str, Any]]:
        """Start the project and return the rows of dump.py about its own receivers.

        Raises CalledProcessError if it does not start.
        """
        site = self.site or site_packages(interpreter)
        import_root = site / self.packages[0]
        if self.is_import_root:
            modules = [entry.stem for entry in import_root.iterdir()]
        else:
            modules = [package.replace("/", ".") for package in self.packages]
        variables = {
            "DJANGO_SETTINGS_MODULE": f"settings_{self.name}",
            "PYTHONPATH": str(import_root) if self.is_import_root else "",
        }
        rows: list[dict[str, Any]] = run_json(
            [interpreter, "-W", "ignore", HERE / "dump.py", *(f"{module}." for module in modules)],
            env={**os.environ, **variables},
        )
        return rows

    def mapped(self, interpreter: Path, folder: Path) -> list[dict[str, Any]]:
        """Copy the project's source, and nothing else, into that folder and return the receivers on its map."""
        command: list[str | Path] = [interpreter, "-m", "flake8_signals", "map", "--format", "json"]
        whole = run_json([*command, *self.copied(interpreter, folder)])
        receivers: list[dict[str, Any]] = whole["receivers"]
        return receivers

    def copied(self, interpreter: Path, folder: Path) -> list[Path]:
        """Copy the project's source, and nothing else, into that folder and return what of it to map."""
        site = self.site or site_packages(interpreter)
        for top in {package.partition("/")[0] for package in self.packages}:
            for file in (site / top).rglob("*.py"):
                target = folder / file.relative_to(site)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        return [folder / package for package in self.packages]


def site_packages(interpreter: Path) -> Path:
    """Return the folder that an interpreter's pip installs into."""
    asked = "import json, sysconfig; print(json.dumps(sysconfig.get_path('purelib')))"
    return Path(run_json([interpreter, "-c", asked]))


def find_python(version: str) -> Path:
    """Return an interpreter of that version; raise MissingInterpreterError if there is none."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return Path(sys.executable)
    found = shutil.which(f"python{version}")
    if found:  # it may be pyenv's, which starts what PYENV_VERSION says, or nothing
        told = subprocess.run(
            [found, "-c", "import sys; print(sys.executable)"],
            env={**os.environ, "PYENV_VERSION": version},
            check=False,
            capture_output=True,
            text=True,
        )
        if not told.returncode:
            return Path(told.stdout.strip())
    raise MissingInterpreterError(f"Python {version} is not installed")


def run_json(command: list[str | Path], env: Mapping[str, str] | None = None) -> Any:
    """Run a command and return what it prints; raise CalledProcessError if it fails."""
    return json.loads(subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout)


def library(name: str, *requirements: str) -> Project:
    """Return a project that is one package of its requirements."""
    return Project(name, (name,), requirements)


SMALL = Project("small", ("small",), site=HERE, is_import_root=True)
CONTRIB = Project("contrib", ("django/contrib",))

# Not here: dj-stripe, whose signals are values of a dict and have no name; django-haystack, which connects the methods
# of a class that a setting names.
REAL = (
    Project("contrib", ("django/contrib",), ("Django==6.1.3",)),
    library("wagtail", "wagtail==8.0.1", "Django==6.1.3"),
    library("oscar", "django-oscar==4.2.1", "Django==6.1.3", "sorl-thumbnail"),
    library(
        "allauth",
        "django-allauth[headless-spec,idp-oidc,mfa,openid,saml,socialaccount,steam]==65.21.1",
        "Django==6.1.3",
    ),
    # Of its dependencies some have to be built. On Debian that takes libacl1-dev, libcairo2-dev,
    # libgirepository1.0-dev, libldap2-dev, liblz4-dev, libpq-dev, libsasl2-dev, libssl-dev, libxmlsec1-dev,
    # libxxhash-dev, libzstd-dev and pkg-config.
    library("weblate", "weblate==2026.10.1", "psycopg2-binary"),
    library("nautobot", "nautobot==3.2.7"),
    # Part of it is imported twice, under label_studio as well, since its logging settings name a formatter that way:
    # those receivers are of another module, which nothing in the source says is the same.
    Project(
        "label_studio",
        ("label_studio",),
        ("label-studio==1.23.2",),
        is_import_root=True,
    ),
    library("axes", "django-axes==8.3.1", "Django==6.1.3"),
    library("guardian", "django-guardian==3.5.2", "Django==6.1.3"),
    library("django_celery_beat", "django-celery-beat==2.9.0", "Django==6.0.10"),
    Project("cms", ("cms", "menus"), ("django-cms==5.1.3", "Django==6.1.3", "packaging")),
    library("machina", "django-machina==1.3.1", "Django==6.1.3", "setuptools"),
    library("mezzanine", "mezzanine==6.1.1", "Django==4.2.30"),
    # These connect nothing when they start, and the map may not invent anything.
    library("auditlog", "django-auditlog==3.4.1", "Django==6.1.3"),
    library("simple_history", "django-simple-history==3.13.0", "Django==6.1.3"),
    library("reversion", "django-reversion==6.4.0", "Django==6.1.3"),
    library("constance", "django-constance==4.4.0", "Django==6.1.3"),
    library("rest_framework", "djangorestframework==3.18.3", "Django==6.1.3"),
)
