# rules: SIG003
"""A receiver that only other modules connect is reported in the first of them."""

# shop/contributions.py
def save_contribution(sender, instance, **kwargs):
    one = 1
    two = 2
    three = 3
    for parcel in instance.parcels.all():
        parcel.weight = one + two + three
        parcel.save()


# shop/articles.py
from django.db.models.signals import post_save

from shop.contributions import save_contribution
from shop.models import Order

post_save.connect(save_contribution, sender=Order)  # SIG003

# shop/jobs.py
from django.db.models.signals import post_save

from shop.contributions import save_contribution
from shop.models import Parcel

post_save.connect(save_contribution, sender=Parcel)

# shop/news.py
from django.db.models.signals import post_delete

from shop.contributions import save_contribution
from shop.models import Parcel

post_delete.connect(save_contribution, sender=Parcel)  # SIG003
