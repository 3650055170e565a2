# rules: SIG708
"""Built-in signals, sent by whoever likes: only Django saves, deletes, prepares and migrates."""

from django.db.models import signals

paid = Signal()


def resend(order):
    post_save.send(sender=Order, instance=order, created=False)  # SIG708
    signals.pre_save.send(Order, instance=order)  # SIG708
    post_delete.send_robust(sender=Order, instance=order)  # SIG708
    pre_init.send(sender=Order, args=(), kwargs={})  # SIG708
    class_prepared.send(sender=Order)  # SIG708
    post_migrate.send(sender=order)  # SIG708


async def resend_async(order):
    await post_save.asend(sender=Order, instance=order)  # SIG708


def after_bulk_update(orders):
    """What a save sends, all of it: bulk_update() sends nothing."""
    for order in orders:
        post_save.send(sender=Order, instance=order, created=False, raw=False, using="default", update_fields=None)


def stand_in(order, request):
    """A relation, a log-in, a request or a setting of another make sends what Django's own would."""
    m2m_changed.send(sender=Pizza.toppings.through, instance=order, action="post_add")
    user_logged_in.send(sender=type(order), user=order, request=request)
    user_login_failed.send(sender=__name__, credentials={}, request=request)
    got_request_exception.send(sender=None, request=request)
    request_started.send(sender=None)
    setting_changed.send(sender=None, setting="DEBUG", value=True, enter=True)
    paid.send(sender=Order, order=order)
    order.post_save.send(sender=Order)
