# rules: SIG702 SIG703 SIG720
"""Signals of classes that have a send() of their own, beside those that have Django's after all."""
import abc

from django.dispatch import Signal
from vendor import signalling


class Plain(Signal):
    pass


class Abstract(Plain, abc.ABC):
    def connect(self, receiver, *args, **kwargs):
        return super().connect(receiver, *args, **kwargs)


class Own(Plain):
    def send(self, order):
        return super().send(sender=None, order=order)


class Foreign(signalling.Emitter, Signal):
    pass


plain, abstract, own, foreign = Plain(), Abstract(), Own(), Foreign()
plain_signal = Plain()
abstract_signal = Abstract()
own_signal = Own()
foreign_signal = Foreign()


def pay(order):
    plain_signal.send(order=order)  # SIG702
    abstract_signal.send(order=order)  # SIG702
    # It takes no sender.
    own_signal.send(order=order)
    # Nor may this one, for all that is known.
    foreign_signal.send(order=order)
