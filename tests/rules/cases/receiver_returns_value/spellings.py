# rules: SIG209
"""Values that a receiver of Django's own signals returns."""

from django.db.models.signals import post_save, pre_save
from django.dispatch import Signal, receiver
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.autoreload import file_changed

paid = Signal()


@receiver(pre_save)
def the_instance(sender, instance, **kwargs):  # SIG209
    return instance


@receiver(post_save)
def a_flag(sender, instance, created, **kwargs):  # SIG209
    if not created:
        return False
    instance.ship()


@receiver([pre_save, post_save])
def a_comparison(sender, instance, **kwargs):  # SIG209
    return instance.pk == 1


def connected(sender, instance, **kwargs):  # SIG209
    return {"instance": instance}


post_save.connect(connected)


@receiver(post_save)
def a_response(sender, instance, **kwargs):  # SIG209
    return redirect("order", pk=instance.pk)


@receiver(post_save)
def a_response_by_its_class(sender, instance, created, **kwargs):  # SIG209
    if created:
        return HttpResponseRedirect("/")
    instance.ship()


class Denied(JsonResponse):
    pass


def denied(reason):
    return Denied({"reason": reason})


@receiver(post_save)
def a_response_that_another_function_makes(sender, instance, **kwargs):  # SIG209
    return denied("closed")


def perhaps_denied(reason):
    if reason:
        return denied(reason)
    return reason


# --- fine ---


@receiver(post_save)
def nothing(sender, instance, raw, created, **kwargs):
    if raw:
        return
    if created:
        return None
    instance.ship()


@receiver(post_save)
def a_call_as_a_way_to_stop(sender, instance, created, **kwargs):
    if created:
        return instance.ship()
    instance.save()


@receiver(post_save)
def a_call_that_may_return_anything(sender, instance, **kwargs):
    return perhaps_denied("closed")


@receiver(post_save)
async def an_awaited_call_as_a_way_to_stop(sender, instance, created, **kwargs):
    if created:
        return await instance.aship()
    await instance.asave()


@receiver(paid)
def of_ones_own_signal(sender, order, **kwargs):
    # Whoever sends it gets what its receivers return.
    return order.pk


@receiver([paid, post_save])
def of_ones_own_signal_too(sender, **kwargs):
    return True


@receiver(file_changed)
def the_one_signal_that_listens(sender, file_path, **kwargs):
    return file_path.suffix == ".html"


@receiver(post_save)
def inner_functions_return_to_it(sender, instance, **kwargs):
    def number():
        return 1

    instance.status = sorted([2, 1], key=lambda n: n) or number()


def never_connected(sender, **kwargs):
    return sender


# shop/tests/test_signals.py
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save, weak=False)
def in_a_test(sender, instance, **kwargs):
    # A test looks at what `send()` gives back.
    return instance
