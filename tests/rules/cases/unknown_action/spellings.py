# rules: SIG608
ADDED = "post_added"

# --- reported ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def half(sender, instance, action, **kwargs):  # SIG608
    if action == "add":
        instance.ship()


@receiver(m2m_changed, sender=Pizza.toppings.through)
def among(sender, instance, **kwargs):  # SIG608
    if kwargs["action"] in ["post_add", "post_delete"]:
        instance.ship()


@receiver(m2m_changed, sender=Pizza.toppings.through)
def constant(sender, instance, **kwargs):  # SIG608
    action = kwargs.pop("action")
    if ADDED != action:
        instance.ship()


@receiver(m2m_changed, sender=Pizza.toppings.through)
def matched(sender, instance, action, **kwargs):  # SIG608
    match action:
        case "post_add" | "post_set":
            instance.ship()


# --- fine ---


@receiver(m2m_changed, sender=Pizza.toppings.through)
def known(sender, instance, action, **kwargs):
    if action == "post_add" or action in ("pre_remove", "post_remove", "pre_clear", "post_clear"):
        instance.ship()
    if "add" in action or action.endswith("remove") or action in "pre_add post_add":
        instance.ship()
    if action == instance.action:
        instance.ship()
    match action:
        case "pre_add":
            instance.ship()
        case _:
            pass


@receiver(m2m_changed, sender=Pizza.toppings.through)
def rebound(sender, instance, action, **kwargs):
    action = action.removeprefix("post_")
    if action == "add":
        instance.ship()


paid = Signal()


@receiver([m2m_changed, paid])
def of_another_signal_too(sender, action, **kwargs):
    if action == "paid":
        sender.ship()
