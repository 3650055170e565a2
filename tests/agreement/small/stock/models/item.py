"""Named through the package."""

from django.db import models
from django.db.models.signals import class_prepared, post_save
from django.dispatch import receiver


class Watched(models.Model):
    """Connects for each of its subclasses."""

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        post_save.connect(subclass_saved, sender=cls)


def subclass_saved(sender, **kwargs):
    pass


class Item(Watched):
    name = models.CharField(max_length=100)


@receiver(class_prepared)
def prepared(sender, **kwargs):
    pass
