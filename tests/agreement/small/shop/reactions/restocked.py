"""A receiver whose module has its name."""


def restocked(sender, **kwargs):
    """Connected by the shop's wiring."""
