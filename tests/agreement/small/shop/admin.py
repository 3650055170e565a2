"""Imported by the admin's autodiscover, with what it imports."""

from django.contrib import admin

from .forms import OrderForm
from .models import Order


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    form = OrderForm
