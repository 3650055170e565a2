"""Found by another app's autodiscover_modules()."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.events import shipped
from stock.models import Item

if True:

    @receiver(shipped)
    def headline(sender, **kwargs):
        pass


try:
    from news.archive import keep
except ImportError:

    def keep(sender, **kwargs):
        pass


post_save.connect(keep, sender=Item)
