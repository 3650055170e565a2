# rules: SIG005
"""Where a call can stand, and what can stand in it: the names go into a comment above, and no other comment is lost."""
from django.dispatch import Signal

# A shop's signals.

paid = Signal(providing_args=["order", "amount"])  # SIG005

# Sent with the order and the amount
refunded = Signal(providing_args=["order", "amount"])  # SIG005

moved = Signal(providing_args=["order"])  # noqa: E501 # SIG005

shipped = Signal(  # SIG005
    providing_args=[
        "order",  # what is shipped
        # the parcel that it is in
        "parcel",
    ],  # nothing else
    use_caching=True,  # there are few senders
)

last = Signal(  # SIG005
    use_caching=True,  # there are few senders
    # documented in the wiki
    providing_args=["order"],
)

last_on_its_line = Signal(use_caching=True,  # SIG005
                          providing_args=["order"])

cached = Signal(  # SIG005
    ["order"],
    True,
)

two, on_a_line = Signal(["order"]), Signal(["amount"], True)  # SIG005

many = Signal(providing_args=["the_first_argument", "the_second_argument", "the_third_argument", "the_fourth"])  # SIG005

one = Signal(["order"]); another = Signal(); third = Signal(("amount",))  # SIG005


class Inline: changed = Signal(providing_args=["entry"])  # SIG005


def function(signal=Signal(providing_args=["entry"])):  # SIG005
    if signal:
        yield Signal(providing_args=["entry"])  # SIG005
    else: yield Signal(["entry"])  # SIG005


# Sent when a user pays.
prose = Signal(providing_args=["user"])  # SIG005

# user: who pays
# order: what is paid
listed = Signal(providing_args=["order", "user"])  # SIG005

# provides: "order" and "user"
in_a_sentence = Signal(providing_args=["order", "user"])  # SIG005
