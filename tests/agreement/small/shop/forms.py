"""Loaded for the admin's sake."""

from django import forms
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from .models import Order


class OrderForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = ("buyer",)


@receiver(user_logged_in)
def forget_choices(sender, **kwargs):
    pass
