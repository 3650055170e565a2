# rules: SIG405
"""A function that looks a model up gives a class, whichever that is: what it is made by sends nothing."""

# shop/utils.py
from django.apps import apps
from django.conf import settings


def get_image_model():
    try:
        return apps.get_model(settings.IMAGE_MODEL, require_ready=False)
    except ValueError:
        raise RuntimeError("IMAGE_MODEL") from None


def get_thing(name):
    if name:
        return apps.get_model(name)
    return settings.THING


# shop/signals.py
import swapper

from shop.utils import get_image_model, get_thing

Page = swapper.load_model("wagtailcore", "Page")


@receiver(post_save, sender=type(Page))  # SIG405
def of_a_library(sender, **kwargs):
    pass


@receiver(post_save, sender=type(get_image_model()))  # SIG405
def of_a_function(sender, **kwargs):
    pass


@receiver(post_save, sender=get_image_model())
def the_model(sender, **kwargs):
    pass


@receiver(post_save, sender=type(get_thing("")))
def perhaps_an_object(sender, **kwargs):
    pass
