# rules: SIG402, SIG403, SIG404, SIG405
"""Strings that are no label of a model."""

NAME = "Order"


@receiver(post_save, sender="Order")  # SIG404
def without_an_app(sender, **kwargs):
    pass


@receiver(post_save, sender=NAME)  # SIG404
def by_a_constant(sender, **kwargs):
    pass


@receiver(post_save, sender="shop.models.Order")  # SIG404
def a_dotted_path(sender, **kwargs):
    pass


@receiver([pre_save, post_save, m2m_changed], sender="shop:Order")  # SIG404
def another_separator(sender, **kwargs):
    pass


@receiver(m2m_changed, sender="shop.Pizza.toppings")  # SIG404
def a_field(sender, **kwargs):
    pass


@receiver(post_save, sender="shop.")  # SIG404
def without_a_model(sender, **kwargs):
    pass


@receiver(post_save, sender="shop.Order ")  # SIG404
def with_a_space(sender, **kwargs):
    pass


post_save.connect(without_an_app, "Order")  # SIG404
for label in ("shop.Order", "Parcel"):
    post_save.connect(without_an_app, sender=label)  # SIG404

# --- fine ---


@receiver(post_save, sender="shop.Order")
def a_label(sender, **kwargs):
    pass


@receiver(post_save, sender="shop.order")
def in_lower_case(sender, **kwargs):
    pass


@receiver(m2m_changed, sender="shop.Pizza_toppings")
def a_through_model(sender, **kwargs):
    pass


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def a_setting(sender, **kwargs):
    pass


@receiver(post_save, sender=f"{settings.APP}.Order")
def a_format(sender, **kwargs):
    pass


@receiver(post_save, sender="shop" + ".Order")
def a_sum(sender, **kwargs):
    pass
