# rules: SIG610
@receiver(setting_changed)
def connects(sender, setting, **kwargs):  # SIG610
    if setting == "AUDIT":
        post_save.connect(audit, sender=Order)


def audit(sender, **kwargs):
    pass


@receiver(setting_changed)
def asks(sender, setting, value, **kwargs):
    if setting == "AUDIT" and kwargs["enter"]:
        os.mkdir(value)


# What is emptied is emptied again.
@receiver(setting_changed)
def resets(sender, setting, **kwargs):
    if setting == "AUDIT":
        cache.clear()
        sender.options.cache_clear()
