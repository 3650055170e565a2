# rules: SIG616
@receiver(post_save, sender=Order)
def adding(sender, instance, **kwargs):
    if instance._state.adding:
        instance.ship()


# shop/services.py
def preview(order):
    post_save.send(sender=Order, instance=order, created=False, raw=False, using="default", update_fields=None)
