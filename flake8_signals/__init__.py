"""A flake8 plugin that finds mistakes in how a Django project uses signals."""

__version__ = "0.1.0"

REPOSITORY = "https://github.com/flake8-signals/flake8-signals"
"""Where the project lives; ``[project.urls]`` in pyproject.toml says the same."""

REFERENCE = f"{REPOSITORY}/blob/main/flake8_signals/rules/README.md"
"""The documentation of all rules."""
