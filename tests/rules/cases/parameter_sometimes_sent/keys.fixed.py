# rules: SIG202
from django.apps import apps as global_apps
from django.db.models.signals import post_migrate
from django.dispatch import receiver


@receiver(post_migrate)
def fill(sender, using, **kwargs):
    group = kwargs.get("apps", global_apps).get_model("auth", "Group")
    group.objects.using(using).get_or_create(name="x")


@receiver(post_migrate)
def count(sender, using, **options):
    print(options.get("apps", global_apps).get_models(), options["using"])
