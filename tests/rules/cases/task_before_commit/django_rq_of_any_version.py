# rules: SIG503
"""Of which version it is nothing tells."""

# requirements.txt
django-rq

# shop/settings.py
RQ_QUEUES = {"default": {"HOST": "localhost"}}

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
