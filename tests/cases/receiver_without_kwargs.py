@receiver(post_save, sender=Order)
def ship(sender, instance):  # SIG004
    instance.ship()


@receiver(post_save, sender=Order)
def fine(sender, instance, **kwargs):
    instance.ship()
