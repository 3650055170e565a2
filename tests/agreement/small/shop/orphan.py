"""Imported by nothing, or for type checkers alone."""

from django.dispatch import receiver

from common.decorators import when_changed

from .events import paid
from .models import Product


@receiver(paid)
def orphaned(sender, **kwargs):
    pass


when_changed(print, Product)
