# rules: SIG306
"""What ``@receiver`` is given."""

from django.dispatch import Signal, receiver

paid = Signal()
SIGNALS = [post_save, post_delete]
filled_later = []
filled_later.append(post_save)


@receiver  # SIG306
def bare(sender, **kwargs):
    print(sender)


@receiver()  # SIG306
def without_arguments(sender, **kwargs):
    print(sender)


@receiver(sender=Order)  # SIG306
def with_a_sender_alone(sender, **kwargs):
    print(sender)


@receiver(post_save, post_delete)  # SIG306
def with_two_signals(sender, **kwargs):
    print(sender)


@receiver(post_save, paid, sender=Order)  # SIG306
def with_a_signal_of_ones_own(sender, **kwargs):
    print(sender)


@receiver({post_save, post_delete})  # SIG306
def with_a_set(sender, **kwargs):
    print(sender)


@receiver(signal for signal in SIGNALS)  # SIG306
def with_a_generator(sender, **kwargs):
    print(sender)


@receiver({signal for signal in SIGNALS})  # SIG306
def with_a_set_comprehension(sender, **kwargs):
    print(sender)


@receiver([[post_save, post_delete]])  # SIG306
def with_a_list_in_a_list(sender, **kwargs):
    print(sender)


@receiver([SIGNALS, paid])  # SIG306
def with_a_named_list_in_a_list(sender, **kwargs):
    print(sender)


@receiver([])  # SIG306
def with_an_empty_list(sender, **kwargs):
    print(sender)


@receiver("post_save")  # SIG306
def with_a_string(sender, **kwargs):
    print(sender)


@receiver(signal={post_save})  # SIG306
def with_a_set_by_keyword(sender, **kwargs):
    print(sender)


receiver()(bare)  # SIG306


class Shipping:
    @staticmethod
    @receiver  # SIG306
    def ship(sender, **kwargs):
        print(sender)


# --- fine, or not for us to say ---


@receiver(post_save)
def with_one(sender, **kwargs):
    print(sender)


@receiver(signal=post_save)
def by_keyword(sender, **kwargs):
    print(sender)


@receiver([post_save, post_delete])
def with_a_list(sender, **kwargs):
    print(sender)


@receiver((post_save, post_delete))
def with_a_tuple(sender, **kwargs):
    print(sender)


@receiver(SIGNALS)
def with_a_named_list(sender, **kwargs):
    print(sender)


@receiver([*SIGNALS, paid])
def with_an_unpacked_list(sender, **kwargs):
    print(sender)


@receiver([signal for signal in SIGNALS])
def with_a_list_comprehension(sender, **kwargs):
    print(sender)


@receiver(filled_later)
def with_a_list_that_is_filled_later(sender, **kwargs):
    print(sender)


@receiver(*SIGNALS[:1])
def with_unpacked_arguments(sender, **kwargs):
    print(sender)


@receiver(**settings.CONNECT)
def with_unpacked_keywords(sender, **kwargs):
    print(sender)


@receiver(post_save, Order)
def with_a_sender_in_place(sender, **kwargs):
    # A sender, not a second signal: another rule's.
    print(sender)


@receiver(post_save, unheard_of)
def with_something_else_in_place(sender, **kwargs):
    print(sender)


def another_receiver(function):
    return function


@another_receiver
def with_another_decorator(sender, **kwargs):
    print(sender)


def with_a_parameter(receiver):
    @receiver
    def handler(sender, **kwargs):
        print(sender)

    return handler
