"""A class that happens to be called Signal, as many a library has one: it has nothing to do with Django's."""


class Signal:
    def __init__(self, providing_args=None, name=None):
        self.providing_args = providing_args
        self.name = name


paid = Signal(providing_args=["order"])
moved = Signal(["order"], "moved")


class Labelled(Signal):
    def __init__(self):
        super().__init__(["order"])
        Signal.__init__(self, providing_args=["order"])
