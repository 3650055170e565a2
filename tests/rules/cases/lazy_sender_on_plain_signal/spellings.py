# rules: SIG402, SIG403, SIG404, SIG405
"""Strings as senders: only the signals of models look them up."""

from django.contrib.auth import get_user_model
from django.db.models.signals import ModelSignal
from library.signals import published

paid = Signal()
labelled = ModelSignal(use_caching=True)
by_string = Signal()


class Channel(Signal):
    """A signal of the project's own kind, which looks its senders up itself."""

    def connect(self, receiver, sender=None, **kwargs):
        super().connect(receiver, find(sender), **kwargs)


class Labelled(ModelSignal):
    pass


channel = Channel()
inherited = Labelled()


@receiver(user_logged_in, sender="auth.User")  # SIG403
def logged_in(sender, **kwargs):
    pass


@receiver([user_logged_in, user_logged_out], sender=settings.AUTH_USER_MODEL)  # SIG403
def logged_in_or_out(sender, **kwargs):
    pass


@receiver(post_migrate, sender="shop")  # SIG403
def migrated(sender, **kwargs):
    pass


@receiver(pre_migrate, sender="shop.apps.ShopConfig")  # SIG403
def will_migrate(sender, **kwargs):
    pass


@receiver(class_prepared, sender="shop.Order")  # SIG403
def prepared(sender, **kwargs):
    pass


@receiver(setting_changed, sender="DEBUG")  # SIG403
def changed(sender, **kwargs):
    pass


@receiver(got_request_exception, sender="shop")  # SIG403
def failed(sender, **kwargs):
    pass


@receiver(connection_created, sender="default")  # SIG403
def connected(sender, **kwargs):
    pass


@receiver(paid, sender="shop.Order")  # SIG403
def on_paid(sender, **kwargs):
    pass


request_started.connect(logged_in, "shop")  # SIG403

# --- fine ---


@receiver(post_save, sender="shop.Order")
def saved(sender, **kwargs):
    pass


@receiver(m2m_changed, sender="shop.Pizza_toppings")
def toppings_changed(sender, **kwargs):
    pass


@receiver(pre_init, sender=settings.AUTH_USER_MODEL)
def initialised(sender, **kwargs):
    pass


@receiver(labelled, sender="shop.Order")
def of_the_same_kind(sender, **kwargs):
    pass


@receiver(inherited, sender="shop.Order")
def of_a_derived_kind(sender, **kwargs):
    pass


@receiver(channel, sender="shop.Order")
def of_a_kind_of_its_own(sender, **kwargs):
    pass


@receiver(published, sender="shop.Order")
def of_a_library(sender, **kwargs):
    pass


@receiver(paid, sender="checkout")
def by_a_word(sender, **kwargs):
    # Short strings are one object everywhere, and some projects send by them.
    pass


@receiver(by_string, sender="shop.Order")
def sent_by_that_string(sender, **kwargs):
    pass


@receiver(user_login_failed, sender="django.contrib.auth")
def login_failed(sender, **kwargs):
    # It is sent by a string, if hardly by this object.
    pass


@receiver(user_logged_in, sender=get_user_model())
def by_the_model(sender, **kwargs):
    pass


@receiver(user_logged_in, sender=settings.SENDER)
def by_another_setting(sender, **kwargs):
    pass


@receiver([post_save, paid], sender="shop.Order")  # SIG403
def of_either_kind(sender, **kwargs):
    pass


by_string.send(sender="shop.Order")
