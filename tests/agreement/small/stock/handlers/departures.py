"""Reached under another name."""

from django.db.models.signals import post_delete as removed
from django.dispatch import receiver as on

import stock.models as stock_models


@on(removed, sender=stock_models.Item)
def left(sender, **kwargs):
    pass
