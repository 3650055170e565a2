"""The formats of ``check``, one file each: a function ``render`` from a report to its text."""

FORMATS = ("text", "full", "json", "sarif", "github", "gitlab", "junit", "rdjson")
"""All formats; ``text`` is flake8's own, and the others are modules of this package."""
