"""Each reaction stands in a module of its own name, which the package gives to the reaction itself."""

from . import refunded
from .restocked import restocked

__all__ = ["refunded", "restocked"]
