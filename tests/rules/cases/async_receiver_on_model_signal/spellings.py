# rules: SIG722, SIG723
"""``async`` receivers of what models send with ``send()``."""

paid = Signal()


@receiver(post_save, sender=Order)
async def saved(sender, **kwargs):  # SIG723
    await sender.work()


@receiver([user_logged_in, m2m_changed])
async def mixed(sender, **kwargs):  # SIG723
    await sender.work()


async def deleted(sender, **kwargs):  # SIG723
    await sender.work()


post_delete.connect(deleted)


@receiver([user_logged_in, request_finished, paid])
async def of_others(sender, **kwargs):
    await sender.work()


@receiver(post_save, sender=Order)
def ordinary(sender, **kwargs):
    sender.work()
