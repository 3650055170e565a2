# rules: SIG319
"""Strong connections of what a function makes: at each call, or once."""

from functools import partial

from django.apps import AppConfig


def ship(sender, **kwargs):
    print(sender)


class Notifier:
    def __call__(self, sender, **kwargs):
        print(sender)


def watch(model):
    def handler(sender, **kwargs):
        print(model)

    post_save.connect(handler, sender=model, weak=False)  # SIG319
    post_save.connect(lambda sender, **kwargs: None, sender=model, weak=False)  # SIG319
    post_save.connect(partial(ship, model=model), sender=model, weak=False)  # SIG319
    post_save.connect(Notifier(), sender=model, weak=False)  # SIG319
    post_save.connect(handler, sender=model, weak=False, dispatch_uid="watch")
    post_save.connect(ship, sender=model, weak=False)
    post_save.connect(handler, sender=model, weak=model.weak)


def decorated(model):
    @receiver(post_save, sender=model, weak=False)  # SIG319
    def handler(sender, **kwargs):
        print(model)


def undone(model):
    def handler(sender, **kwargs):
        print(model)

    pre_save.connect(handler, sender=model, weak=False)
    model.objects.create()
    pre_save.disconnect(handler, sender=model)


def connect_everything():
    def handler(sender, **kwargs):
        print(sender)

    post_save.connect(handler, weak=False)


connect_everything()
post_save.connect(lambda sender, **kwargs: None, sender=Order, weak=False)


class OtherConfig(AppConfig):
    name = "shop"

    def ready(self):
        post_save.connect(lambda sender, **kwargs: None, sender=Order, weak=False)
