# rules: SIG701
"""A test makes what it needs."""

# shop/tests.py
from django.test import TestCase


class CheckoutTests(TestCase):
    def setUp(self):
        self.paid = Signal()

    def test_paid(self):
        moved = Signal()
        moved.send(sender=None)
