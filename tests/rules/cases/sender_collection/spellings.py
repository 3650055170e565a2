# rules: SIG402, SIG403, SIG404, SIG405
"""Senders given as collections, by every way to write one, and loops over senders, which are fine."""

from django.apps import apps

MODELS = [Order, Parcel]
LABELS = ("shop.Order", "shop.Parcel")
paid = Signal()
CHANNELS = ("mail", "sms")


@receiver(post_save, sender=[Order, Parcel])  # SIG402
def a_list(sender, **kwargs):
    pass


@receiver(post_save, sender=(Order, Parcel))  # SIG402
def a_tuple(sender, **kwargs):
    pass


@receiver([post_save, post_delete], sender={Order, Parcel})  # SIG402
def a_set_and_several_signals(sender, **kwargs):
    pass


@receiver(post_save, sender=[Order])  # SIG402
def only_one(sender, **kwargs):
    pass


@receiver(post_save, sender=[])  # SIG402
def none_at_all(sender, **kwargs):
    pass


@receiver(post_save, sender=MODELS)  # SIG402
def a_name(sender, **kwargs):
    pass


@receiver(post_save, sender=MODELS + [Pizza])  # SIG402
def a_sum(sender, **kwargs):
    pass


@receiver(post_save, sender=["shop.Order", "shop.Parcel"])  # SIG402
def labels(sender, **kwargs):
    pass


@receiver(post_save, sender=LABELS)  # SIG402
def labels_by_name(sender, **kwargs):
    pass


@receiver(post_save, sender=[model for model in MODELS])  # SIG402
def a_comprehension(sender, **kwargs):
    pass


@receiver(post_save, sender=tuple(MODELS))  # SIG402
def a_call(sender, **kwargs):
    pass


@receiver(user_logged_in, sender=["auth.User"])  # SIG402
def on_a_plain_signal(sender, **kwargs):
    pass


@receiver(post_migrate, sender=[Order, Parcel])  # SIG402
def on_a_signal_of_instances(sender, **kwargs):
    pass


@receiver(paid, sender=[Order, Parcel])  # SIG402
def on_a_signal_of_the_project(sender, **kwargs):
    pass


post_save.connect(a_list, [Order, Parcel])  # SIG402
post_save.connect(a_list, sender=MODELS, weak=False)  # SIG402
post_save.connect(a_list, sender=apps.get_models())  # SIG402
receiver(post_save, sender=MODELS)(a_list)  # SIG402

# --- fine ---


@receiver(post_save, sender=Order)
@receiver(post_save, sender=Parcel)
def stacked(sender, **kwargs):
    pass


@receiver(post_save, sender=MODELS[0])
def an_element(sender, **kwargs):
    pass


@receiver(paid, sender=CHANNELS)
def a_signal_of_the_project_may_be_sent_by_a_tuple(sender, **kwargs):
    pass


for model in MODELS:
    post_save.connect(stacked, sender=model)

for model in (Order, Parcel):
    post_save.connect(stacked, sender=model)

for model in apps.get_models():
    post_save.connect(stacked, sender=model)


def connect_all(models):
    # Whatever it is called, what is passed is not known.
    post_save.connect(stacked, sender=models)


paid.send(sender=CHANNELS)
