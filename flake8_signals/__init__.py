"""A flake8 plugin that finds mistakes in how a Django project uses signals."""

__version__ = "0.1.0"
