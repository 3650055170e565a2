# rules: SIG504
import shutil
from pathlib import Path

from django.core.files.storage import default_storage

# --- reported ---


@receiver(post_delete, sender=Order)
def removed(sender, instance, **kwargs):  # SIG504
    shutil.rmtree("labels")


@receiver(post_delete, sender=Order)
def of_a_storage(sender, instance, **kwargs):  # SIG504
    default_storage.exists(instance.name) and default_storage.delete(instance.name)


@receiver(post_delete, sender=Order)
def of_a_field(sender, instance, **kwargs):  # SIG504
    instance.photo.delete(save=False)


@receiver(pre_save, sender=Order)
def written(sender, instance, **kwargs):  # SIG504
    path = Path("labels") / str(instance.pk)
    with open(path, "w") as file:
        file.write("")


# --- fine ---


@receiver(post_delete, sender=Order)
def committed(sender, instance, **kwargs):
    transaction.on_commit(lambda: default_storage.delete(instance.name))
    transaction.on_commit(partial(instance.photo.delete, save=False))


@receiver(post_delete, sender=Order)
def looks(sender, instance, **kwargs):
    os.path.exists("labels")
    default_storage.url(instance.name)
    if default_storage.exists(instance.name):
        print(default_storage.size(instance.name))
    cache.delete("label")
    instance.parcels.all().delete()


@receiver(post_migrate)
def migrated(sender, **kwargs):
    os.mkdir("labels")
