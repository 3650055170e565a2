# rules: SIG314
"""Receivers under one uid, and under uids that only look like one."""

UID = "constant"


@receiver(post_save, sender=Order, dispatch_uid="order")
def ship(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="order")  # SIG314
def pack(sender, **kwargs):
    print(sender)


@receiver([post_save, post_delete], dispatch_uid="any")
def of_any(sender, **kwargs):
    print(sender)


@receiver([pre_save, post_delete], dispatch_uid="any")  # SIG314
def of_any_too(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=None, dispatch_uid="any")  # SIG314
def of_none(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Parcel", dispatch_uid="lazy")
def lazy(sender, **kwargs):
    print(sender)


@receiver(post_save, sender="shop.Parcel", dispatch_uid="lazy")  # SIG314
def lazy_too(sender, **kwargs):
    print(sender)


def connected(sender, **kwargs):
    print(sender)


post_save.connect(connected, sender=Parcel, dispatch_uid=UID)


def connected_too(sender, **kwargs):
    print(sender)


post_save.connect(connected_too, Parcel, True, "constant")  # SIG314

for handler in (connected, connected_too):
    pre_delete.connect(handler, dispatch_uid="in a loop")  # SIG314


# --- each its own ---


@receiver(post_save, sender=Parcel, dispatch_uid="order")
def of_another_sender(sender, **kwargs):
    print(sender)


@receiver(post_delete, sender=Order, dispatch_uid="order")
def of_another_signal(sender, **kwargs):
    print(sender)


@receiver([pre_save, pre_delete], sender=Order, dispatch_uid="both")
def one_receiver_of_two(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="")
def without(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="")
def without_too(sender, **kwargs):
    print(sender)


@receiver(post_save, sender=Order, dispatch_uid="twice")
def twice(sender, **kwargs):
    print(sender)


post_save.connect(twice, sender=Order, dispatch_uid="twice")

if settings.FAST:

    @receiver(post_save, sender=Order, dispatch_uid="by setting")
    def fast(sender, **kwargs):
        print(sender)

else:

    @receiver(post_save, sender=Order, dispatch_uid="by setting")
    def slow(sender, **kwargs):
        print(sender)


def watch():
    post_save.connect(connected, sender=Order, dispatch_uid="watch")


def watch_too():
    post_save.connect(connected_too, sender=Order, dispatch_uid="watch")


def swap():
    m2m_changed.connect(connected, dispatch_uid="swapped")
    m2m_changed.disconnect(dispatch_uid="swapped")
    m2m_changed.connect(connected_too, dispatch_uid="swapped")


post_save.connect(unheard_of, sender=Parcel, dispatch_uid=UID)
post_save.connect(connected, sender=get_model(), dispatch_uid="unknown")
post_save.connect(connected_too, sender=get_model(), dispatch_uid="unknown")
