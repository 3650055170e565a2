# rules: SIG909
"""A model's own ``delete()``: the receivers of deletions hear of it only through the inherited one."""

# shop/models.py
from django.db import models


class Note(models.Model):
    gone = models.BooleanField(default=False)

    def delete(self, *args, **kwargs):
        self.gone = True
        self.save()


class Page(models.Model):
    gone = models.BooleanField(default=False)

    def delete(self, *args, force=False, **kwargs):
        if force:
            return super().delete(*args, **kwargs)
        self.gone = True
        self.save()


class Entry(models.Model):
    def delete(self, *args, **kwargs):
        raise NotImplementedError


# shop/signals.py
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import Entry, Note, Page


@receiver(post_delete, sender=Note)
def forget_note(sender, instance, **kwargs):  # SIG909
    print(instance)


@receiver(post_save, sender=Note)
def keep_note(sender, instance, **kwargs):
    print(instance)


@receiver(post_delete, sender=Page)
def forget_page(sender, instance, **kwargs):
    print(instance)


@receiver(post_delete, sender=Entry)
def forget_entry(sender, instance, **kwargs):
    print(instance)
