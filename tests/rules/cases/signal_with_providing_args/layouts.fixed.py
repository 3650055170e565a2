# rules: SIG005
"""Where a call can stand, and what can stand in it: the names go into a comment above, and no other comment is lost."""
from django.dispatch import Signal

# A shop's signals.

# Arguments: order, amount
paid = Signal()

# Sent with the order and the amount
# Arguments: order, amount
refunded = Signal()

# Arguments: order
moved = Signal()  # noqa: E501

# Arguments: order, parcel
# what is shipped
# the parcel that it is in
# nothing else
shipped = Signal(
    use_caching=True,  # there are few senders
)

# Arguments: order
last = Signal(
    use_caching=True,  # there are few senders
    # documented in the wiki
)

# Arguments: order
last_on_its_line = Signal(use_caching=True)

# Arguments: order
cached = Signal(
    use_caching=True,
)

# Arguments: order
# Arguments: amount
two, on_a_line = Signal(), Signal(use_caching=True)

# Arguments: the_first_argument, the_second_argument, the_third_argument,
# the_fourth
many = Signal()

# Arguments: order
# Arguments: amount
one = Signal(); another = Signal(); third = Signal()


# Arguments: entry
class Inline: changed = Signal()


# Arguments: entry
def function(signal=Signal()):
    # Arguments: entry
    if signal:
        # Arguments: entry
        yield Signal()
    else: yield Signal()


# Sent when a user pays.
# Arguments: user
prose = Signal()

# user: who pays
# order: what is paid
listed = Signal()

# provides: "order" and "user"
in_a_sentence = Signal()
