"""A flake8 plugin that finds what is wrong, or will go wrong, with a project's Django signals."""

__version__ = "0.1.0"
