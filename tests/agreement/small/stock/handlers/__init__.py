"""Receivers a module each, all of them imported."""

from .arrivals import *  # noqa: F403
from .departures import left as left_for_good  # noqa: F401
