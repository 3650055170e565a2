# rules: SIG510
from django.apps import apps as global_apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

# --- reported ---


@receiver(post_migrate)
def makes(sender, **kwargs):  # SIG510
    Topping.objects.get_or_create(name="cheese")


@receiver(post_migrate)
def permits(sender, **kwargs):  # SIG510
    if kwargs["verbosity"]:
        Permission.objects.filter(codename="eat").delete()


@receiver(pre_migrate)
def saves(sender, **kwargs):  # SIG510
    topping = Topping(name="cheese")
    topping.save()


# --- fine ---


@receiver(post_migrate)
def historical(sender, apps=global_apps, **kwargs):
    topping = apps.get_model("shop", "Topping")
    topping.objects.get_or_create(name="cheese")
    apps.get_model("auth.Permission").objects.all().delete()


@receiver(post_migrate)
def from_kwargs(sender, **kwargs):
    kwargs["apps"].get_model("shop", "Topping").objects.create(name="ham")


@receiver(post_migrate)
def lazily(sender, **kwargs):
    get_user_model().objects.all()
    sender.get_model("Topping").objects.create(name="ham")


@receiver(post_save, sender=Order)
def saved(sender, **kwargs):
    Topping.objects.get_or_create(name="cheese")
