# rules: SIG102
"""Imports of models as the configuration is made, beside those that run later."""

# shop/apps.py
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from . import signals  # SIG102
        import shop.models  # SIG102
        from . import names

    def check(self):
        from . import models


class Registry:
    def __init__(self):
        from . import models

# shop/__init__.py
# shop/names.py
NAMES = ("order",)
# shop/models.py
from django.db import models


class Order(models.Model):
    pass
# shop/signals.py
from .models import Order
