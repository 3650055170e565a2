# rules: SIG405, SIG407
"""Models that share their rows with another one."""

# shop/models.py
from django.contrib.auth.models import AbstractUser, Group
from django.db import models


class Base(models.Model):
    class Meta:
        abstract = True


class Order(Base):
    shipped = models.BooleanField(default=False)


class OpenOrder(Order):
    class Meta:
        proxy = True


class GiftOrder(Order):
    text = models.TextField()


class GrandChild(GiftOrder):
    pass


class Team(Group):
    class Meta:
        proxy = True


class Shopper(AbstractUser):
    pass


class Leaf(models.Model):
    pass


class Mixin:
    pass


class Mixed(Mixin, Base):
    pass


# shop/signals.py
from shop.models import Base, GiftOrder, GrandChild, Leaf, Mixed, OpenOrder, Order, Shopper, Team


def saved(sender, **kwargs):
    pass


post_save.connect(saved, sender=OpenOrder)  # SIG407
post_save.connect(saved, sender=GrandChild)  # SIG407
pre_delete.connect(saved, sender=OpenOrder)  # SIG407
post_save.connect(saved, sender=Team)  # SIG407
receiver([pre_save, post_save], sender=OpenOrder)(saved)  # SIG407

# The other way round.
def heard_of_the_parent(sender, **kwargs):
    pass


post_save.connect(heard_of_the_parent, sender=Order)  # SIG407
post_save.connect(heard_of_the_parent, sender=GiftOrder)  # SIG407
post_delete.connect(heard_of_the_parent, sender=Order)  # SIG407

# --- fine ---


def heard(sender, **kwargs):
    pass


pre_delete.connect(heard, sender=GiftOrder)
post_save.connect(heard, sender=Leaf)
post_save.connect(heard, sender=Shopper)
post_save.connect(heard, sender=Mixed)
post_save.connect(heard, sender="shop.OpenOrder")
m2m_changed.connect(heard, sender=OpenOrder.items.through)


@receiver(post_save, sender=Order)
@receiver(post_save, sender=OpenOrder)
@receiver(post_save, sender=GiftOrder)  # SIG407
def hears_of_all_but_one(sender, **kwargs):
    pass
