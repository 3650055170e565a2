# rules: SIG401
"""Receivers of every model's signals, and those that are meant to be."""

from library.receivers import imported


@receiver(post_save)  # SIG401
def ship(sender, instance, **kwargs):
    instance.ship()


@receiver([pre_save, post_save, pre_delete])  # SIG401
def several(sender, instance, **kwargs):
    instance.ship()


@receiver(m2m_changed)  # SIG401
def toppings(sender, instance, action, **kwargs):
    if action == "post_add":
        instance.bake()


def connected(sender, instance, **kwargs):
    instance.ship()


post_delete.connect(connected)  # SIG401
post_init.connect(connected, dispatch_uid="connected")  # SIG401

# --- fine ---


@receiver(post_save, sender=Order)
def of_a_model(sender, instance, **kwargs):
    instance.ship()


@receiver(post_save)
def looks_at_the_sender(sender, instance, **kwargs):
    if sender is Order:
        instance.ship()


@receiver(post_save)
def hands_the_sender_on(sender, instance, **kwargs):
    registry.update(sender, instance)


@receiver(post_save)
def tests_the_instance(sender, instance, **kwargs):
    if isinstance(instance, Order):
        instance.ship()


@receiver(post_save)
def looks_the_sender_up(**kwargs):
    if kwargs["sender"] is Order:
        kwargs["instance"].ship()


@receiver(post_save)
def hands_everything_on(**kwargs):
    update(**kwargs)


@receiver(post_save)
def log_change(sender, instance, **kwargs):
    print(instance.pk)


@receiver(post_save)
def on_any_model(instance, **kwargs):
    print(instance.pk)


@receiver(request_finished)
def of_no_model(sender, **kwargs):
    pass


post_save.connect(imported)


def connect(arguments):
    post_save.connect(connected, **arguments)
