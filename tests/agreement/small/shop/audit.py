"""Receivers without connections of their own."""


def changed(sender, **kwargs):
    pass


def forgotten(sender, **kwargs):
    """Connected, and disconnected again before start-up ends."""


def counted(sender, **kwargs):
    pass


def never_connected(sender, **kwargs):
    pass


def watched(sender, **kwargs):
    pass
