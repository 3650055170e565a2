"""A module that the package has under its own name."""


def refunded(sender, **kwargs):
    """Connected by the shop's wiring."""
