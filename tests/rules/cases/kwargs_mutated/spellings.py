# rules: SIG208
"""Changes to ``**kwargs``."""

from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def sets(sender, **kwargs):  # SIG208
    kwargs["handled"] = True


@receiver(post_save)
def adds(sender, **kwargs):  # SIG208
    kwargs["count"] += 1


@receiver(post_save)
def removes(sender, **options):  # SIG208
    del options["raw"]


@receiver(post_save)
def pops(sender, **kwargs):  # SIG208
    print(kwargs.pop("raw"))


@receiver(post_save)
def sets_a_default(sender, **kwargs):  # SIG208
    kwargs.setdefault("raw", False)


@receiver(post_save)
def updates(sender, **kwargs):  # SIG208
    kwargs.update(handled=True)
    print(kwargs)


@receiver(post_save)
def merges(sender, **kwargs):  # SIG208
    kwargs |= {"handled": True}
    print(kwargs)


@receiver(post_save)
def sets_a_key_that_is_not_literal(sender, instance, **kwargs):  # SIG208
    kwargs[instance.pk] = True


@receiver(post_save)
def clears(sender, **kwargs):  # SIG208
    if kwargs["raw"]:
        kwargs.clear()


# --- fine ---


@receiver(post_save)
def reads(sender, **kwargs):
    print(kwargs["raw"], kwargs.get("created"), "using" in kwargs, {**kwargs}, kwargs.items())


@receiver(post_save)
def hands_on(sender, **kwargs):
    services.saved(sender, **kwargs)


@receiver(post_save)
def changes_a_copy(sender, **kwargs):
    options = dict(kwargs)
    options["handled"] = True
    options.update(kwargs)


@receiver(post_save)
def changes_what_is_in_it(sender, **kwargs):
    kwargs["instance"].status = "handled"


def never_connected(sender, **kwargs):
    kwargs["handled"] = True
