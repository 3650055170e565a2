# rules: SIG205
"""A key of ``**kwargs`` that is never there."""

from functools import partial, wraps

from django.core.signals import request_started
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import Signal, receiver

paid = Signal()


@receiver(pre_save)
def created_before_it_is(sender, instance, **kwargs):  # SIG205
    if kwargs["created"]:
        print(instance)


@receiver(pre_save)
def by_get(sender, instance, **kwargs):  # SIG205
    if not kwargs.get("created"):
        print(instance)


@receiver(pre_save)
def by_get_with_a_default(sender, instance, **kwargs):  # SIG205
    if kwargs.get("created", False):
        print(instance)


@receiver(post_delete)
def by_pop(sender, instance, **kwargs):  # SIG205
    created = kwargs.pop("created")
    print(created)


@receiver(m2m_changed)
def misspelt(sender, **options):  # SIG205
    print(options["pk_sets"])


@receiver(post_save)
def a_parameter(sender, instance, **kwargs):  # SIG205
    print(kwargs["instance"])


@receiver(post_save)
def the_sender_is_one_too(sender, **kwargs):  # SIG205
    print(kwargs.get("sender"))


@receiver(paid)
def a_parameter_of_any_signal(sender, order, **kwargs):  # SIG205
    print(kwargs["order"])


@receiver([pre_save, post_delete])
def sent_by_neither(sender, instance, **kwargs):  # SIG205
    print(kwargs["created"])


@receiver(pre_save)
async def asynchronous(sender, instance, **kwargs):  # SIG205
    print(kwargs["created"])


class Indexer:
    def __init__(self):
        pre_save.connect(self.update)

    def update(self, sender, instance, **kwargs):  # SIG205
        print(kwargs["created"])


@receiver(pre_save)
def twice_is_one_mistake(sender, instance, **kwargs):  # SIG205
    print(kwargs["created"], kwargs["created"])


# --- fine ---


def bound_by_a_partial(sender, **kwargs):
    print(kwargs["orders"], kwargs.get("more"))


post_save.connect(partial(bound_by_a_partial, orders=[1], more=[2]), weak=False)


@receiver(post_save)
def sent(sender, **kwargs):
    print(kwargs["instance"], kwargs["signal"], kwargs.get("created"), kwargs.pop("raw"))


@receiver([post_save, post_delete])
def sent_by_one(sender, instance, **kwargs):
    if kwargs.get("created"):
        print(instance)


@receiver(request_started)
def sometimes_sent(sender, **kwargs):
    print(kwargs.get("environ"), kwargs.get("scope"))


@receiver(paid)
def of_ones_own_signal(sender, **kwargs):
    print(kwargs["order"])


@receiver([paid, pre_save])
def perhaps_sent_by_ones_own_signal(sender, **kwargs):
    print(kwargs["created"])


@receiver(pre_save)
def asked_first(sender, instance, **kwargs):
    if "created" in kwargs:
        print(kwargs["created"])


@receiver(pre_save)
def tried(sender, instance, **kwargs):
    try:
        print(kwargs["created"])
    except KeyError:
        print(instance)


@receiver(pre_save)
def by_signal(sender, instance, **kwargs):
    # Connected to another signal elsewhere, it seems.
    if kwargs["signal"] is post_save:
        print(kwargs["created"])


@receiver(pre_save)
def set_first(sender, instance, **kwargs):
    kwargs["created"] = instance.pk is None
    print(kwargs["created"])


@receiver(pre_save)
def set_by_default(sender, instance, **kwargs):
    kwargs.setdefault("created", False)
    print(kwargs["created"])


@receiver(pre_save)
def updated(sender, instance, **kwargs):
    kwargs.update(created=True)
    print(kwargs["created"])


@receiver(pre_save)
def bound_again(sender, instance, **kwargs):
    kwargs = {"created": True}
    print(kwargs["created"])


@receiver(pre_save)
def handed_on(sender, instance, **kwargs):
    fill(kwargs)
    print(kwargs["created"])


@receiver(pre_save)
def of_another_dictionary(sender, instance, **kwargs):
    options = {"created": True}
    print(options["created"])


@receiver(pre_save)
def called_with_more(sender, instance, **kwargs):
    print(kwargs.get("force"))


def view(request):
    called_with_more(Order, Order(), force=True)


def with_created(function):
    @wraps(function)
    def wrapper(sender, instance, **kwargs):
        return function(sender, instance=instance, created=instance.pk is None, **kwargs)

    return wrapper


@receiver(pre_save)
@with_created
def given_by_a_decorator(sender, instance, **kwargs):
    print(kwargs["created"])
