# rules: SIG320, SIG501, SIG601, SIG209, SIG003
"""What a receiver would do that never runs is not reported; of two that are the same, one is too many."""

import requests


@receiver(post_save, sender=Order)
def notify(sender, instance, **kwargs):  # SIG320
    requests.post("https://example.com")
    instance.save()
    return instance


@receiver(post_save, sender=Order)
def notify(sender, instance, **kwargs):  # SIG501 SIG601 SIG209
    requests.post("https://example.com")
    instance.save()
    return instance
