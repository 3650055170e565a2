# rules: SIG604
@receiver(m2m_changed, sender=Pizza.toppings.through)
def adds(sender, instance, **kwargs):  # SIG604
    instance.toppings.add(1)


def clears(sender, instance, action, **kwargs):  # SIG604
    instance.toppings.set([])


m2m_changed.connect(clears, sender=Pizza.toppings.through)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def guarded(sender, instance, action, pk_set, **kwargs):
    if action == "post_clear":
        instance.toppings.add(1)
    if not pk_set:
        return
    instance.toppings.clear()


@receiver(m2m_changed, sender=Pizza.toppings.through)
def another_relation(sender, instance, **kwargs):
    instance.sauces.add(1)
    instance.owner.toppings.add(1)
    instance.toppings.count()


@receiver(m2m_changed)
def any_relation(sender, instance, **kwargs):
    instance.toppings.add(1)


@receiver(post_save, sender=Pizza)
def saved(sender, instance, **kwargs):
    instance.toppings.add(1)
