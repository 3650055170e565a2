# rules: SIG105
"""Configurations whose ready() hides one that does something, beside those that call it, or hide nothing."""

# base/__init__.py
# base/signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def log(sender, **kwargs):
    print(sender)


# base/wiring.py
from django.db.models.signals import post_save


def log(sender, **kwargs):
    print(sender)


def connect_all():
    post_save.connect(log)


# base/apps.py
from django.apps import AppConfig


class Importing(AppConfig):
    def ready(self):
        from . import signals  # noqa: F401


class Connecting(AppConfig):
    def ready(self):
        from django.db.models.signals import post_save

        from .wiring import log

        post_save.connect(log)


class Calling(AppConfig):
    def ready(self):
        from .wiring import connect_all

        connect_all()


class Registering(AppConfig):
    def ready(self):
        from . import checks  # noqa: F401


class Quiet(AppConfig):
    label = "quiet"


# base/checks.py
# shop/__init__.py
# shop/apps.py
from base.apps import Calling, Connecting, Importing, Quiet, Registering
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.apps import AuthConfig
from django.contrib.messages.apps import MessagesConfig
from django.contrib.sessions.apps import SessionsConfig
from library.apps import LibraryConfig
from oscar.apps.basket.apps import BasketConfig


class OverImports(Importing):
    name = "shop.a"

    def ready(self):  # SIG105
        print(self)


class OverConnections(Connecting):
    name = "shop.b"

    def ready(self):  # SIG105
        print(self)


class OverCalls(Calling):
    name = "shop.c"

    def ready(self):  # SIG105
        print(self)


class OfDjango(AuthConfig):
    def ready(self):  # SIG105
        print(self)


class OfALibrary(BasketConfig):
    def ready(self):  # SIG105
        print(self)


class OfALibraryWithOthersOfItsModules(BasketConfig):
    def ready(self):  # SIG105
        import oscar.apps.checkout.receivers  # noqa: F401
        from oscar.apps.baskets import receivers  # noqa: F401


class InPlaceOfALibrary(BasketConfig):
    def ready(self):
        if settings.BASKET_SIGNALS:
            from oscar.apps.basket import receivers  # noqa: F401


class OfALibraryOnce(BasketConfig):
    is_ready = False

    def ready(self):
        self._be_ready_once()

    def _be_ready_once(self):
        if not self.is_ready:
            self.is_ready = True
            super().ready()


# Most bases of other libraries have no ready() that this could replace.
class OfAnotherLibrary(LibraryConfig):
    def ready(self):
        print(self)


class Cooperative(Importing):
    name = "shop.d"

    def ready(self):
        super().ready()


class ByTheName(Importing):
    name = "shop.e"

    def ready(self):
        Importing.ready(self)


class Inheriting(Importing):
    name = "shop.f"


class OverChecks(Registering):
    name = "shop.g"

    def ready(self):
        print(self)


class OverNothing(Quiet):
    name = "shop.h"

    def ready(self):
        print(self)


class Plain(AppConfig):
    name = "shop.i"

    def ready(self):
        print(self)


class OfDjangoWithoutOne(SessionsConfig):
    def ready(self):
        print(self)


class OfMessages(MessagesConfig):
    def ready(self):  # SIG105
        print(self)


# far/__init__.py
# far/apps.py
from base.apps import Importing


class HidingConfig(Importing):
    def ready(self):  # SIG105
        print(self)


class SwitchingOff(Importing):
    def ready(self):
        """Nothing: on purpose."""
