"""Loaded when it is run."""

from django.core.management.base import BaseCommand
from django.dispatch import receiver

from shop.events import shipped


@receiver(shipped)
def print_label(sender, **kwargs):
    pass


class Command(BaseCommand):
    def handle(self, **options):
        pass
