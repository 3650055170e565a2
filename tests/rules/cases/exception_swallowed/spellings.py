# rules: SIG511
import contextlib
from contextlib import suppress

paid = Signal()

# --- reported ---


@receiver(post_save, sender=Order)
def everything(sender, instance, **kwargs):  # SIG511
    try:
        instance.ship()
    except:
        pass


@receiver(post_save, sender=Order)
def every_exception(sender, instance, **kwargs):  # SIG511
    if instance.total:
        try:
            instance.ship()
        except Exception:  # whatever it is
            ...


@receiver(paid)
def among_others(sender, **kwargs):  # SIG511
    try:
        sender.ship()
    except (ValueError, Exception) as error:
        """Nothing to be done."""


@receiver(post_save, sender=Order)
def suppressed(sender, instance, **kwargs):  # SIG511
    with suppress(Exception):
        instance.ship()


@receiver(post_save, sender=Order)
def suppressed_by_module(sender, instance, **kwargs):  # SIG511
    with transaction.atomic(), contextlib.suppress(BaseException):
        instance.ship()


# --- fine ---


@receiver(post_save, sender=Order)
def expected(sender, instance, **kwargs):
    try:
        instance.ship()
    except Parcel.DoesNotExist:
        pass
    with suppress(ImportError, KeyError):
        instance.ship()


@receiver(post_save, sender=Order)
def handled(sender, instance, **kwargs):
    try:
        instance.ship()
    except Exception:
        logging.exception("not shipped")
    try:
        instance.ship()
    except Exception:
        raise
    finally:
        pass


@receiver(post_save, sender=Order)
def of_a_nested_function(sender, instance, **kwargs):
    def ship():
        try:
            instance.ship()
        except Exception:
            pass


def not_connected(instance):
    try:
        instance.ship()
    except Exception:
        pass
