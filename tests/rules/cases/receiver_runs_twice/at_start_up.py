# rules: SIG311
# shop/apps.py
"""What a module connects as it is imported, and what its ``ready()`` connects."""

from django.apps import AppConfig


def ship(sender, **kwargs):
    print(sender)


def pack(sender, **kwargs):
    print(sender)


post_migrate.connect(ship)


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        post_migrate.connect(ship, sender=self)  # SIG311
        post_migrate.connect(pack, sender=self)

    def pause(self):
        post_migrate.connect(pack)
