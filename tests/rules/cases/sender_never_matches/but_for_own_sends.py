# rules: SIG405
"""Signals of Django's that the project sends too, by whatever it likes."""

# shop/middleware.py
from django.core.signals import got_request_exception


class Middleware:
    def process_exception(self, request, exception):
        got_request_exception.send(sender=self.__class__, request=request)


# shop/signals.py
from django.core.signals import got_request_exception
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from shop.middleware import Middleware


@receiver(got_request_exception, sender=Middleware)
def report(sender, request, **kwargs):
    pass


@receiver(post_migrate, sender=Middleware)  # SIG405
def migrated(sender, **kwargs):
    pass
