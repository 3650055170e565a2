"""The small project's own settings."""

from settings import *  # noqa: F403
