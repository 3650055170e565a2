"""Models are a package, and take some from a module that is not named models."""

from .item import *  # noqa: F403
from .place import Place

__all__ = ["Item", "Place"]  # noqa: F405
