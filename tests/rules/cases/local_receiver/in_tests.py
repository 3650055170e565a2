# rules: SIG302
# shop/tests/test_signals.py
"""In a test, what its function holds lives as long as the test needs it."""


def test_saving():
    seen = []

    @receiver(post_save, sender=Order)
    def notice(sender, **kwargs):
        seen.append(sender)
