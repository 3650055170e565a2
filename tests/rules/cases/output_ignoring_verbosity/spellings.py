# rules: SIG508
# --- reported ---


@receiver(post_migrate)
def prints(sender, **kwargs):  # SIG508
    print("done")


@receiver(pre_migrate)
def asks(sender, **kwargs):  # SIG508
    if input("Really? ") != "yes":
        raise SystemExit


@receiver(post_migrate)
def asks_if_it_may_print(sender, verbosity, **kwargs):  # SIG508
    if verbosity:
        input("Really? ")


# --- fine ---


@receiver(post_migrate)
def tells(sender, verbosity, interactive, **kwargs):
    if verbosity >= 2:
        print("done")
    if interactive and input("Really? ") != "yes":
        return


@receiver(post_migrate)
def returns(sender, **kwargs):
    if kwargs.get("verbosity", 1) < 1:
        return
    print("done")


@receiver(post_migrate)
def holds(sender, **kwargs):
    loud = kwargs["verbosity"] > 1
    if loud:
        print("done")


@receiver(post_save, sender=Order)
def saved(sender, **kwargs):
    print("saved")
