# rules: SIG609
from somewhere import never_cleared

# --- reported ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def loops(sender, instance, action, pk_set, **kwargs):  # SIG609
    for pk in pk_set:
        instance.ship(pk)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def comprehends(sender, instance, action, **kwargs):  # SIG609
    return [pk for pk in kwargs["pk_set"]]


@receiver(m2m_changed, sender=Pizza.toppings.through)
def counts(sender, instance, action, pk_set, **kwargs):  # SIG609
    instance.count += len(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def looks(sender, instance, action, pk_set, **kwargs):  # SIG609
    if instance.pk in pk_set:
        raise ValueError


@receiver(m2m_changed, sender=Pizza.toppings.through)
def filters(sender, instance, action, pk_set, **kwargs):  # SIG609
    Topping.objects.filter(pk__in=pk_set).update(name="")


# --- fine ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def by_action(sender, instance, action, pk_set, **kwargs):
    if action == "post_add":
        for pk in pk_set:
            instance.ship(pk)
    if action not in ("post_remove", "pre_remove"):
        return
    len(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def by_itself(sender, instance, action, pk_set, **kwargs):
    if pk_set:
        len(pk_set)
    for pk in pk_set or ():
        instance.ship(pk)
    names = sorted(pk_set) if pk_set is not None else []
    bool(pk_set), str(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def rebound(sender, instance, action, pk_set, **kwargs):
    pk_set = pk_set or set()
    len(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
@never_cleared
def decorated(sender, instance, pk_set, **kwargs):
    len(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def other_guards(sender, instance, action, pk_set, reverse, **kwargs):
    try:
        len(pk_set)
    except TypeError:
        return


paid = Signal()


@receiver(paid)
def of_another_signal(sender, pk_set, **kwargs):
    len(pk_set)
