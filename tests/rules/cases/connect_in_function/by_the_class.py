# rules: SIG107
"""Code that runs for each request or object, whatever its module is called."""

# shop/tracking.py
from functools import partial

from django import forms
from django.db import models
from django.db.models.signals import post_save, pre_save
from django.utils.deprecation import MiddlewareMixin
from rest_framework.serializers import ModelSerializer
from rest_framework.views import APIView

from .handlers import pack, ship


class ActorMiddleware(MiddlewareMixin):
    def __init__(self, get_response):
        super().__init__(get_response)

    def process_request(self, request):
        handler = partial(ship, user=request.user)
        pre_save.connect(handler, dispatch_uid=(self.__class__, request), weak=False)  # SIG107

    def process_response(self, request, response):
        pre_save.disconnect(dispatch_uid=(self.__class__, request))
        return response


class PlainMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        # Made once.
        post_save.connect(ship)

    def __call__(self, request):
        post_save.connect(pack)  # SIG107
        return self.get_response(request)


def actor_middleware(get_response):
    post_save.connect(ship)

    def middleware(request):
        pre_save.connect(pack, weak=False)  # SIG107
        try:
            return get_response(request)
        finally:
            pre_save.disconnect(pack)

    return middleware


class OrderSerializer(ModelSerializer):
    def create(self, data):
        post_save.connect(ship)  # SIG107
        return super().create(data)


class Orders(APIView):
    def perform(self):
        post_save.connect(ship)  # SIG107


class OrderForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        post_save.connect(ship)  # SIG107


class DirtyMixin:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        post_save.connect(ship, sender=self.__class__, dispatch_uid="dirty")  # SIG107


class Note(DirtyMixin, models.Model):
    def save(self, *args, **kwargs):
        pre_save.connect(ship, sender=Note)  # SIG107
        super().save(*args, **kwargs)


class Tracker:
    """No model: made once, for all that is known."""

    def __init__(self):
        post_save.connect(ship)

    def save(self):
        post_save.connect(pack)


# shop/tasks.py
from celery import shared_task
from django.db.models.signals import post_save

from .handlers import pack, ship


@shared_task
def load():
    # One task at a time.
    post_save.connect(pack)
    post_save.disconnect(pack)


@shared_task
def work():
    post_save.connect(ship)  # SIG107


# shop/handlers.py
def ship(sender, **kwargs):
    print(sender)


def pack(sender, **kwargs):
    print(sender)
