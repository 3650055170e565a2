"""Models, with receivers beside them."""

from django.contrib.auth.models import User
from django.db import models
from django.db.models import signals
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver

from common.decorators import on_save, skip_raw


class Product(models.Model):
    name = models.CharField(max_length=100)


class Order(models.Model):
    buyer = models.ForeignKey(User, on_delete=models.CASCADE)
    products = models.ManyToManyField(Product)
    gifts = models.ManyToManyField(Product, through="Gift", related_name="+")


class Gift(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    product = models.ForeignKey(Product, on_delete=models.CASCADE)

    @classmethod
    def wrap(cls, instance, **kwargs):
        pass

    @staticmethod
    def unwrap(instance, **kwargs):
        pass


@receiver(post_save, sender=Order)
def order_saved(sender, **kwargs):
    pass


@receiver(signal=[signals.pre_save, signals.pre_delete], sender=Order, dispatch_uid="guard")
def guard(sender, **kwargs):
    pass


@receiver(post_save, sender=Order)
@receiver(post_save, sender="shop.Product")
@receiver(signals.post_delete, sender=Product)
def reindex(sender, **kwargs):
    pass


@receiver(post_save, sender=Gift)
@skip_raw
def gift_saved(sender, **kwargs):
    pass


@on_save(Gift)
def gift_counted(sender, **kwargs):
    pass


@receiver(m2m_changed, sender=Order.products.through)
@receiver(m2m_changed, sender=Order.gifts.through)
def basket_changed(sender, **kwargs):
    pass


signals.pre_save.connect(Gift.wrap, sender=Gift)
signals.post_delete.connect(Gift.unwrap, Gift)
signals.post_delete.connect(lambda **kwargs: kwargs["instance"].order.save(), sender=Gift, weak=False)
