# rules: SIG401, SIG409
"""``sender=None``, which is what the default says."""


@receiver(post_save, sender=None)  # SIG409
def ship(sender, instance, **kwargs):
    instance.ship()


@receiver([request_started, request_finished], sender=None)  # SIG409
def several(sender, **kwargs):
    pass


request_finished.connect(several, sender=None)  # SIG409
request_finished.connect(several, None)  # SIG409
request_finished.connect(several, None, False)  # SIG409

# --- fine ---

request_finished.connect(several)
post_save.connect(ship, sender=Order)


def connect(sender=None):
    post_save.connect(ship, sender=sender)
