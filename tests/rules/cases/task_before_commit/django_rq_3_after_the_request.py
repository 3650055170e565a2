# rules: SIG503
"""Before version 4 it may be told to wait for the end of the request."""

# requirements.txt
django-rq~=3.2

# shop/settings.py
RQ = {"AUTOCOMMIT": False}

# shop/services.py
def look(pk):
    Order.objects.get(pk=pk).ship()


# shop/signals.py
import django_rq

from shop.services import look


@receiver(post_save, sender=Order)
def with_rq(sender, instance, **kwargs):
    django_rq.enqueue(look, instance.pk)


@receiver(post_save, sender=Order)
def with_a_queue_of_rq(sender, instance, **kwargs):
    django_rq.get_queue("low").enqueue(look, instance.pk)
