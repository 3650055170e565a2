# rules: SIG607
# shop/signals.py
from somewhere import after_only, changed

# --- reported ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def counts(sender, instance, **kwargs):  # SIG607
    Pizza.objects.filter(pk=instance.pk).update(name="")


def calls(sender, instance, action, pk_set, **kwargs):  # SIG607
    if pk_set:
        changed(instance)


m2m_changed.connect(calls, sender=Pizza.toppings.through)

# --- fine ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks(sender, instance, action, **kwargs):
    if action.startswith("post_"):
        changed(instance)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks_kwargs(sender, instance, **kwargs):
    if kwargs["action"] == "post_add":
        changed(instance)


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
    changed(instance)


# What may as well be done twice.
@receiver(m2m_changed, sender=Pizza.toppings.through)
def harmless(sender, instance, **kwargs):
    cache.delete(f"pizza-{instance.pk}")
    logging.info("pizza %s", instance.pk)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def nothing(sender, instance, **kwargs):
    """Nothing to do."""


@receiver([m2m_changed, post_save])
def of_another_signal_too(sender, instance, **kwargs):
    changed(instance)


# shop/tests.py
from somewhere import changed


@receiver(m2m_changed, sender=Pizza.toppings.through)
def in_a_test(sender, instance, **kwargs):
    changed(instance)
