"""The list of arguments is a leftover of Django 3: today it silently lands in `use_caching`."""

from django.dispatch import Signal

order_paid = Signal(["order"])  # SIG005
