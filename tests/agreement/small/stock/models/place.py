"""A field that connects for the model that it is put on."""

from django.db import models
from django.db.models.signals import pre_save

from common import decorators
from common.decorators import when_changed as listen

from .item import Watched


class SlugField(models.CharField):
    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        pre_save.connect(self.fill, sender=cls)

    def fill(self, instance, **kwargs):
        pass


class Place(Watched):
    slug = SlugField(max_length=100)


class Shelf(models.Model):
    name = models.CharField(max_length=100)


class Drawer(models.Model):
    name = models.CharField(max_length=100)


listen(print, Shelf)

for model in (Shelf, Drawer):
    decorators.when_changed(print, model=model, signal=pre_save)
