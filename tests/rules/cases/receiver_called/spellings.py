# rules: SIG301, SIG304
"""Functions whose result is connected: ``None``, or what a factory makes."""

from shop.services import deliver, rate


def ship(sender=None, instance=None, **kwargs):
    if instance is None:
        return
    instance.ship()


def nothing(**kwargs):
    print(kwargs)
    return None


def make(subject):
    def handler(sender, **kwargs):
        print(subject)

    return handler


class Shipping:
    def __init__(self):
        post_save.connect(self.ship(), sender=Order)  # SIG304
        post_delete.connect(self.choose(), sender=Order)

    def ship(self, sender=None, **kwargs):
        print(sender)

    def choose(self):
        return self.ship

    def abstract(self):
        raise NotImplementedError


post_save.connect(ship(), sender=Order)  # SIG304
post_save.connect(receiver=ship(), sender=Order)  # SIG304
post_save.connect(ship(None, None), sender=Order, weak=False)  # SIG304
post_save.connect(nothing(), sender=Order)  # SIG304
post_save.connect(deliver(), sender=Order)  # SIG304
receiver(post_save, sender=Order)(ship())  # SIG304



@receiver(post_delete, sender=Order)
def connected_too(sender=None, **kwargs):
    print(sender)


post_save.connect(connected_too(), sender=Order)  # SIG304

# What a factory returns is another question.
post_save.connect(make("shipped"), sender=Order)  # SIG301
post_save.connect(make("shipped"), sender=Order, weak=False)


def sometimes(**kwargs):
    if kwargs:
        return ship


def generated(**kwargs):
    yield ship


async def awaited(**kwargs):
    print(kwargs)


@decorated
def with_a_decorator(**kwargs):
    print(kwargs)


def to_do(**kwargs):
    """Returns the receiver, in a subclass or another day."""


def refused(**kwargs):
    raise NotImplementedError


post_save.connect(ship, sender=Order)
post_save.connect(sometimes(), sender=Order)
post_save.connect(generated(), sender=Order)
post_save.connect(awaited(), sender=Order)
post_save.connect(with_a_decorator(), sender=Order)
post_save.connect(to_do(), sender=Order)
post_save.connect(refused(), sender=Order)
post_save.connect(rate(), sender=Order)
post_save.connect(unheard_of(), sender=Order)
post_save.connect(settings.get_handler(), sender=Order)
the_result = ship()
post_save.connect(the_result, sender=Order)
bus.connect(ship())


# shop/services.py
def deliver(**kwargs):
    print(kwargs)


def rate(**kwargs):
    return deliver
