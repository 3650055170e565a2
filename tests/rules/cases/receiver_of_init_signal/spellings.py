# rules: SIG506
# shop/signals.py
from django.db.models import signals


@receiver(post_init, sender=Order)  # SIG506
def after(sender, instance, **kwargs):
    instance.old_status = instance.status


def before(sender, **kwargs):
    pass


signals.pre_init.connect(before, sender=Order)  # SIG506


@receiver(post_save, sender=Order)
@receiver(post_init, sender=Order)  # SIG506
def both(sender, instance, **kwargs):
    pass


@receiver(class_prepared)
@receiver(pre_save, sender=Order)
def others(sender, **kwargs):
    pass


# shop/tests.py
@receiver(post_init, sender=Order)
def in_a_test(sender, instance, **kwargs):
    pass
