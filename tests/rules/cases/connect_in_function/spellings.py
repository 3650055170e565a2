# rules: SIG107
"""Connections in the functions of views and tasks, beside those that do not outlast the call, or are undone."""

# shop/views.py
from functools import partial

from django.db.models.signals import post_save, pre_save

from .handlers import Indexer, pack, ship


def checkout(request):
    post_save.connect(ship, sender="shop.Order")  # SIG107


class Checkout:
    def get(self, request):
        post_save.connect(ship, sender="shop.Order", weak=False)  # SIG107


def hears(request):
    def heard(sender, **kwargs):
        request.heard = True

    post_save.connect(heard)  # SIG107


def leaks(request):
    post_save.connect(partial(ship, user=request.user), sender="shop.Order")  # SIG107
    post_save.connect(lambda **kwargs: print(request), weak=False)  # SIG107


def weakly_on_purpose(request):
    def heard(sender, **kwargs):
        request.heard = True

    post_save.connect(heard, weak=True)


def weakly(request, weak):
    # How long it lasts, the caller decides.
    post_save.connect(ship, weak=weak)


def index(request):
    # An object of the function's own, which goes with it.
    post_save.connect(Indexer().update)


class Quiet:
    """Connects, and disconnects again."""

    def __enter__(self):
        pre_save.connect(pack)

    def __exit__(self, *details):
        pre_save.disconnect(pack)


def for_a_while(request):
    pre_save.connect(pack)  # SIG107
    pre_save.disconnect(pack)


def mutes_for_a_while(request):
    # SIG322 says what is wrong with it.
    post_save.disconnect(ship, sender="shop.Order")
    post_save.connect(ship, sender="shop.Order")


def inside(request, connected):
    with connected():
        post_save.connect(ship)


def setup_signals():
    # Made to be called at start-up, by whomever.
    post_save.connect(ship)


def wire():
    # Called by ready().
    post_save.connect(ship)


def unknown(request):
    post_save.connect(request.heard)


post_save.connect(ship, sender="shop.Order")


# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from .views import wire

        wire()


# shop/handlers.py
def ship(sender, **kwargs):
    print(sender)


def pack(sender, **kwargs):
    print(sender)


class Indexer:
    def update(self, sender, **kwargs):
        print(sender)
