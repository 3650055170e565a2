# rules: SIG701
"""Signals that are made more than once, and those that something else can reach."""

from library.signals import Signal as LibrarySignal


class Checkout:
    class_level = Signal()

    def __init__(self):
        self.paid = Signal()  # SIG701
        self.moved: Signal = Signal(use_caching=True)  # SIG701
        self.signals = {"paid": Signal()}
        self.other = LibrarySignal()

    def cancel(self):
        cancelled = Signal()  # SIG701
        cancelled.connect(print)
        cancelled.send(sender=Checkout)


class Event(Signal):
    def __init__(self, name):
        super().__init__(use_caching=True)
        Signal.__init__(self)
        self.name = name


class Registry:
    def __init__(self):
        self.changed = Signal()


# There is one, and its signal is imported through it.
registry = Registry()


def once():
    local = Event("local")  # SIG701
    local.send(sender=None)


def make():
    return Signal()


def make_and_name():
    signal = Signal()
    signal.name = "made"
    return signal


def register(name):
    signal = Signal()
    SIGNALS[name] = signal


def hand_on():
    signal = Signal()
    connect(signal)


def captured():
    signal = Signal()

    def send():
        signal.send(sender=None)

    return send


def in_a_lambda():
    signal = Signal()
    return lambda: signal.send(sender=None)


def declared():
    global late
    late = Signal()


SIGNALS = {}
at_module_level = Signal()
for name in ("a", "b"):
    SIGNALS[name] = Signal()
if settings.DEBUG:
    debugging = Signal()


# There is one of these, and who looks finds its signal there.
class Transactions:
    def __init__(self):
        self.committed = Signal()


settings.transactions = Transactions()
