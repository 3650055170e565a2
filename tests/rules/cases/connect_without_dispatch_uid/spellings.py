# rules: SIG302, SIG312, SIG313
"""Connections that are made once, and those that may be made again."""

from shop import hooks


@receiver(post_save, sender="shop.Order")
def ship(sender, **kwargs):
    print(sender)


post_delete.connect(ship, sender=Order)


def resume(model):
    post_save.connect(ship, sender=model)  # SIG313
    post_save.connect(ship, sender=model, dispatch_uid=None)  # SIG313
    post_save.connect(hooks.notice, sender=model)  # SIG313
    post_save.connect(ship, sender=model, dispatch_uid="ship")
    post_save.connect(ship, sender=model, dispatch_uid=f"ship {model}")
    post_save.connect(ship, model, True, "ship")


def local(model):
    def handler(sender, **kwargs):
        print(sender)

    post_save.connect(handler, sender=model)  # SIG302


def pause(model):
    pre_save.connect(ship, sender=model)
    model.objects.create()
    pre_save.disconnect(ship, sender=model)


def connect_everything():
    post_save.connect(ship, sender=Parcel)


connect_everything()


# shop/hooks.py
def notice(sender, **kwargs):
    print(sender)
