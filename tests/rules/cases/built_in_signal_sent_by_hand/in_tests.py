# rules: SIG708
"""A test may call the receivers of a signal by sending it."""


# shop/tests/test_signals.py
def test_ship(order):
    post_save.send(sender=Order, instance=order, created=True)
