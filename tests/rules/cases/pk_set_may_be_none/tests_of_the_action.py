# rules: SIG609
"""A test of the action helps where neither ``pre_clear`` nor ``post_clear`` passes it."""

# --- reported ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def after(sender, instance, action, pk_set, **kwargs):  # SIG609
    if action.startswith("post_"):
        instance.log = list(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def among(sender, **kwargs):  # SIG609
    action = kwargs.get("action")
    if action in ("post_add", "post_remove", "post_clear"):
        kwargs["instance"].log = list(kwargs["pk_set"])


@receiver(m2m_changed, sender=Pizza.toppings.through)
def returns_for_others(sender, instance, action, pk_set, **kwargs):  # SIG609
    if not action.startswith(("pre_", "other_")):
        return
    with transaction.atomic():
        for pk in pk_set:
            instance.ship(pk)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks_the_wrong_thing(sender, instance, action, pk_set, **kwargs):  # SIG609
    if action != "post_add" and action != "post_remove":
        instance.log = [pk for pk in pk_set]


@receiver(m2m_changed, sender=Pizza.toppings.through)
def copies(sender, instance, action, pk_set, **kwargs):  # SIG609
    if action == "pre_add" or action == "pre_clear":
        instance.log = pk_set.copy()


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks_in_an_expression(sender, instance, action, pk_set, **kwargs):  # SIG609
    instance.log = sorted(pk_set) if action.endswith("clear") else []


@receiver(m2m_changed, sender=Pizza.toppings.through)
def cleans_up_after_itself(sender, instance, action, pk_set, **kwargs):  # SIG609
    try:
        instance.log = list(pk_set)
    finally:
        instance.seen = True


# --- fine ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def leaves_clear_out(sender, instance, action, pk_set, **kwargs):
    if action in ("pre_clear", "post_clear"):
        return
    for pk in pk_set:
        instance.ship(pk)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def by_its_end(sender, instance, action, pk_set, **kwargs):
    if action.endswith("_clear"):
        instance.log = []
    else:
        instance.log = list(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def and_asks_for_keys(sender, instance, action, pk_set, **kwargs):
    if action.startswith("post_") and pk_set:
        instance.log = list(pk_set)
    if action.startswith("post_"):
        instance.log = list(pk_set or ())
        instance.count = None if pk_set is None else len(pk_set)


@receiver(m2m_changed, sender=Pizza.toppings.through)
def asks_something_else(sender, instance, action, pk_set, reverse, **kwargs):
    if reverse and action.startswith("post_"):
        instance.log = list(pk_set)
    if action in settings.ACTIONS:
        instance.log = list(pk_set)
    if not instance.pk:
        return
    instance.log = list(pk_set)
