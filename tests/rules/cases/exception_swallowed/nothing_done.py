# rules: SIG511
"""Leaving with a constant hides an error as well; what cleans up after another error has that to report."""

# shop/signals.py
import logging
import os

logger = logging.getLogger(__name__)


@receiver(post_save, sender=Order)
def leaves(sender, instance, **kwargs):  # SIG511
    try:
        instance.ship()
    except Exception:
        return False


@receiver(post_save, sender=Order)
def leaves_with_nothing(sender, instance, **kwargs):  # SIG511
    try:
        instance.ship()
    except Exception:
        return None


@receiver(post_save, sender=Order)
def goes_on(sender, instance, **kwargs):  # SIG511
    for parcel in instance.parcels.all():
        try:
            parcel.pack()
        except Exception:
            continue


@receiver(post_save, sender=Order)
def cleans_up_with_a_query(sender, instance, **kwargs):  # SIG511
    try:
        instance.ship()
    except ValueError:
        try:
            instance.parcels.first().delete()
        except Exception:
            pass
        raise


@receiver(post_save, sender=Order)
def cleans_up(sender, instance, **kwargs):
    try:
        instance.ship()
    except ValueError:
        try:
            os.remove(instance.label)
        except Exception:
            pass
        raise


@receiver(post_save, sender=Order)
def leaves_with_what_it_has(sender, instance, **kwargs):
    try:
        instance.ship()
    except Exception as error:
        return error


@receiver(post_save, sender=Order)
def says_so(sender, instance, **kwargs):
    try:
        instance.ship()
    except Exception:
        logger.exception("not shipped")
        return False
