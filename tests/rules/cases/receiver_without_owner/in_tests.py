# rules: SIG301
# shop/tests/test_signals.py
"""In a test what a local name holds lives as long as the test; what nothing holds is dead there too."""

from functools import partial


def notice(seen, sender, **kwargs):
    seen.append(sender)


def test_saving():
    seen = []
    handler = partial(notice, seen)
    post_save.connect(handler, sender=Order)


def test_saving_again():
    seen = []
    post_save.connect(partial(notice, seen), sender=Order)  # SIG301
    Order.objects.create()
    assert seen
