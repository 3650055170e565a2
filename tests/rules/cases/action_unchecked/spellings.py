# rules: SIG607
# shop/services.py
from django.core.cache import cache

from shop.models import Order


def order_menus(pizza):
    Order.objects.create(status=f"menus with pizza {pizza.pk}")


def forget(pizza):
    cache.delete(f"pizza-{pizza.pk}")


class Menu:
    def forget(self):
        forget(self)

    def order(self, pizza):
        order_menus(pizza)


menu = Menu()

# shop/signals.py
from shop.services import forget, menu, order_menus
from somewhere import after_only, changed

# --- reported ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def counts(sender, instance, **kwargs):  # SIG607
    Pizza.objects.filter(pk=instance.pk).update(name="")


def calls(sender, instance, action, pk_set, **kwargs):  # SIG607
    if pk_set:
        order_menus(instance)


m2m_changed.connect(calls, sender=Pizza.toppings.through)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def calls_a_method(sender, instance, **kwargs):  # SIG607
    menu.order(instance)


@receiver([m2m_changed, post_save])
def of_another_signal_too(sender, instance, **kwargs):  # SIG607
    order_menus(instance)

# --- fine ---


# What is called has no effect that is harmful twice, or is not known.
@receiver(m2m_changed, sender=Pizza.toppings.through)
def calls_what_is_harmless(sender, instance, **kwargs):
    forget(instance)
    menu.forget()
    changed(instance)
    instance.forget()


@receiver([m2m_changed, post_save])
def tells_the_signals_apart(sender, instance, created=None, **kwargs):
    if created:
        order_menus(instance)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks(sender, instance, action, **kwargs):
    if action.startswith("post_"):
        order_menus(instance)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks_kwargs(sender, instance, **kwargs):
    if kwargs["action"] == "post_add":
        order_menus(instance)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def hands_it_on(sender, instance, action, **kwargs):
    changed(instance, action=action)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def hands_all_on(sender, **kwargs):
    changed(**kwargs)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks_inside(sender, instance, action, **kwargs):
    for topping in filter(lambda topping: topping.minds(action), instance.menu):
        changed(topping)

    def nested():
        changed(instance, action)


@receiver(m2m_changed, sender=Pizza.toppings.through)
@after_only
def decorated(sender, instance, **kwargs):
    order_menus(instance)


# What may as well be done twice.
@receiver(m2m_changed, sender=Pizza.toppings.through)
def harmless(sender, instance, **kwargs):
    cache.delete(f"pizza-{instance.pk}")
    logging.info("pizza %s", instance.pk)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def nothing(sender, instance, **kwargs):
    """Nothing to do."""


# shop/tests.py
from shop.services import order_menus


@receiver(m2m_changed, sender=Pizza.toppings.through)
def in_a_test(sender, instance, **kwargs):
    order_menus(instance)
