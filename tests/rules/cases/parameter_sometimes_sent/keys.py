# rules: SIG202
from django.db.models.signals import post_migrate
from django.dispatch import receiver


@receiver(post_migrate)
def fill(sender, using, **kwargs):  # SIG202
    group = kwargs["apps"].get_model("auth", "Group")
    group.objects.using(using).get_or_create(name="x")


@receiver(post_migrate)
def count(sender, using, **options):  # SIG202
    print(options["apps"].get_models(), options["using"])
