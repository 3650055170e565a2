# rules: SIG305
"""Receivers given as strings, and strings that are something else."""

from django.dispatch import Signal


class SignalByName(Signal):
    def connect(self, receiver, *args, **kwargs):
        super().connect(import_string(receiver), *args, **kwargs)


by_name = SignalByName()
HANDLER = "shop.services.ship"

post_save.connect("shop.services.ship")  # SIG305
post_save.connect(receiver="shop.services.ship", sender=Order)  # SIG305
post_save.connect(HANDLER, "shop.Order")  # SIG305
post_save.connect("shop.services.ship", weak=False)  # SIG305
receiver(post_save)("shop.services.ship")  # SIG305
for name in ("shop.services.ship", "shop.services.pack"):
    post_save.connect(name)  # SIG305


def ship(sender, **kwargs):
    print(sender)


post_save.connect(ship, "shop.Order")
post_save.connect(ship, dispatch_uid="shop.services.ship")
by_name.connect("shop.services.ship")
post_save.connect(import_string("shop.services.ship"))
database.connect("postgres://localhost")
socket.connect("localhost")
