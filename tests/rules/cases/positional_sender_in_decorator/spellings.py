# rules: SIG408
"""``receiver(signal, sender)``, which is no call of ``connect()``."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from library.models import Thing

Account = get_user_model()


@receiver(post_save, Order)  # SIG408
def a_model(sender, **kwargs):
    pass


Book = apps.get_model("library", "Book")


@receiver(post_save, Book)  # SIG408
def a_model_that_is_looked_up(sender, **kwargs):
    pass


@receiver([post_save, post_delete], Order, dispatch_uid="ship")  # SIG408
def several_signals(sender, **kwargs):
    pass


@receiver(post_save, User)  # SIG408
def a_model_of_django(sender, **kwargs):
    pass


@receiver(post_save, Thing)  # SIG408
def a_model_of_a_library(sender, **kwargs):
    pass


@receiver(post_save, get_user_model())  # SIG408
def a_call(sender, **kwargs):
    pass


@receiver(post_save, Account)  # SIG408
def a_name_for_a_call(sender, **kwargs):
    pass


@receiver(m2m_changed, Pizza.toppings.through)  # SIG408
def a_through_model(sender, **kwargs):
    pass


@receiver(post_save, "shop.Order")  # SIG408
def a_label(sender, **kwargs):
    pass


@receiver(post_save, settings.AUTH_USER_MODEL)  # SIG408
def a_setting(sender, **kwargs):
    pass


# --- fine ---


@receiver(post_save, sender=Order)
def by_keyword(sender, **kwargs):
    pass


@receiver(post_save, sender=Order, dispatch_uid="by_keyword")
def more_keywords(sender, **kwargs):
    pass


# connect() takes it by position.
post_save.connect(by_keyword, Order)


def connect(arguments):
    @receiver(*arguments, weak=False)
    def undecided(sender, **kwargs):
        sender()


# Whatever these are, it does not say that they are senders.
@receiver(post_save, "ship-orders")
def with_a_string(sender, instance, **kwargs):
    instance.ship()


@receiver(post_save, Unheard)
def with_something_unknown(sender, instance, **kwargs):
    instance.ship()
