# rules: SIG803, SIG806
"""The dispatcher of Django before 1.0, which was PyDispatcher's; PyDispatcher itself still has these functions."""

import django.dispatch.dispatcher
import django.dispatch.dispatcher as old
import pydispatch.dispatcher
from django.dispatch import dispatcher
from django.dispatch.dispatcher import connect, receiver  # SIG803
from django.dispatch.dispatcher import disconnect as remove  # SIG803
from django.dispatch.robust import sendRobust  # SIG803
from louie import dispatcher as louie
from pydispatch import dispatcher as pydispatcher
from pydispatch.dispatcher import send

try:
    from django.dispatch.dispatcher import send as try_to_send
except ImportError:
    try_to_send = None


def ship(sender, instance, **kwargs):
    instance.ship()


connect(ship, signal=post_save)
remove(ship, signal=post_save)
dispatcher.connect(ship, signal=post_save, sender=Order)  # SIG803
dispatcher.disconnect(ship, signal=post_save, sender=Order)  # SIG803
dispatcher.send(signal=post_save, sender=Order)  # SIG803
old.connect(ship, signal=post_save)  # SIG803
django.dispatch.dispatcher.connect(ship, signal=post_save)  # SIG803

pydispatcher.connect(ship, signal="saved")
pydispatch.dispatcher.connect(ship, signal="saved")
louie.connect(ship, "saved")
send(signal="saved", sender=Order)
paid = dispatcher.Signal()
paid.connect(ship)
paid.send(sender=Order)
