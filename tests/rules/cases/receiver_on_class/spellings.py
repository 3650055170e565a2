# rules: SIG310
"""Classes as receivers, and the other things that classes make."""

from shop.services import Job


@receiver(post_save, sender="shop.Order")  # SIG310
class Shipment:
    def __init__(self, sender, instance, **kwargs):
        instance.ship()


class Record:
    def __init__(self, sender, **kwargs):
        print(sender)

    def __call__(self, sender, **kwargs):
        print(sender)


post_save.connect(Record, sender="shop.Order")  # SIG310
post_save.connect(Job, sender="shop.Order")  # SIG310

record = Record(None)
post_save.connect(record, sender="shop.Order")
post_save.connect(record.__call__, sender="shop.Order")
post_save.connect(unheard_of, sender="shop.Order")


# shop/services.py
class Job:
    def __init__(self, sender, **kwargs):
        print(sender)
