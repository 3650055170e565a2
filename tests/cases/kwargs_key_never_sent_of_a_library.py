# rules: SIG205
"""Receivers of a library, whose users may call them from their own with what they like."""

# library/models.py
from django.db import models
from django.db.models.signals import post_delete, post_save


class Group(models.Model):
    pass


def group_saved(sender, instance, **kwargs):
    print(kwargs.get("prefix", ""), instance)


def group_deleted(sender, instance, **kwargs):  # SIG205
    if kwargs.get("raw", False):
        print(instance)


def group_named(sender, instance, **kwargs):  # SIG205
    print(kwargs["prefix"])


post_save.connect(group_saved, sender=Group)
post_delete.connect(group_deleted, sender=Group)
post_save.connect(group_named, sender=Group)
