# rules: SIG617
from shop.models import Cake, Menu
from shop.services import fill


@receiver(post_save, sender=Pizza)
def loops(sender, instance, created, **kwargs):  # SIG617
    if created:
        for topping in instance.toppings.all():
            print(topping)


@receiver(post_save, sender="shop.Pizza")
def counts(sender, instance, created, raw, **kwargs):  # SIG617
    if raw or not created:
        return
    if instance.toppings.filter(name="cheese").exists():
        print(instance)


@receiver(post_save, sender=Pizza)
def joins(sender, **kwargs):  # SIG617
    pizza = kwargs["instance"]
    toppings = pizza.toppings.order_by("name")
    if kwargs.get("created", False) and not kwargs["raw"]:
        print(", ".join(toppings.values_list("name", flat=True)))


@receiver(post_save, sender=Pizza)
def conditional(sender, instance, created, **kwargs):  # SIG617
    print([topping.name for topping in instance.toppings.all()] if created else [])


@receiver(post_save, sender=Pizza)
def tests(sender, instance, created, **kwargs):  # SIG617
    if created and not instance.toppings.all():
        print("plain")


@receiver(post_save, sender=Pizza)
def read_then_filled(sender, instance, created, **kwargs):  # SIG617
    if created:
        fill(instance, list(instance.toppings.all()))


# --- filled by then, for all that is known ---


@receiver(post_save, sender=Pizza)
def old_ones(sender, instance, created, **kwargs):
    if not created:
        print(instance.toppings.count())
    print(instance.toppings.count())
    if created or instance.name:
        print(instance.toppings.count())
    if created:
        print(instance.name)
    else:
        print(instance.toppings.count())


@receiver(post_save, sender=Menu)
def filled_here(sender, instance, created, **kwargs):
    if created:
        instance.pizzas.add(1)
        print(instance.pizzas.count())


@receiver(post_save, sender=Menu)
def read_elsewhere(sender, instance, created, **kwargs):
    if created:
        print(instance.pizzas.count())


@receiver(post_save, sender=Pizza)
def filled_by_a_call(sender, instance, created, **kwargs):
    if created:
        fill(instance)
        print(instance.toppings.count())


@receiver(post_save, sender=Pizza)
def filled_by_a_method(sender, instance, created, **kwargs):
    if created:
        instance.prepare()
        print(instance.toppings.count())


@receiver(post_save, sender=Pizza)
def filled_through(sender, instance, created, **kwargs):
    if created:
        Pizza.toppings.through.objects.create(pizza_id=instance.pk, topping_id=1)
        print(instance.toppings.count())


@receiver(post_save, sender=Pizza)
def filled_in_a_loop(sender, instance, created, **kwargs):
    if created:
        for name in ("cheese", "ham"):
            if instance.toppings.count() < 3:
                fill(instance, name)


@receiver(post_save, sender=Pizza)
def read_later(sender, instance, created, **kwargs):
    if created:
        transaction.on_commit(lambda: print(instance.toppings.count()))
        toppings = instance.toppings.all()
        print("new", toppings.query)


@receiver(post_save, sender=Pizza)
def bound_again(sender, instance, created, **kwargs):
    created = instance.toppings.exists()
    if created:
        print(instance.toppings.count())


@receiver(post_save, sender=Order)
def reverse_relation(sender, instance, created, **kwargs):
    if created:
        print(instance.parcels.count())


@receiver(post_save, sender=Cake)
def tags(sender, instance, created, **kwargs):
    if created:
        print(instance.tags.count())


@receiver(post_save)
def any_model(sender, instance, created, **kwargs):
    if created:
        print(instance.toppings.count())


@receiver([pre_save, post_save], sender=Pizza)
def both(sender, instance, created=True, **kwargs):
    if created:
        print(instance.toppings.count())


# shop/models.py
from elsewhere import TaggableManager


class Order(models.Model):
    status = models.CharField(max_length=20)


class Parcel(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="parcels")


class Topping(models.Model):
    name = models.CharField(max_length=20)


class Pizza(models.Model):
    name = models.CharField(max_length=20)
    toppings = models.ManyToManyField(Topping)

    def prepare(self):
        self.toppings.add(1)


class Menu(models.Model):
    pizzas = models.ManyToManyField(Pizza)


class Cake(models.Model):
    tags = TaggableManager()


# shop/services.py
def fill(instance, *names):
    instance.toppings.set([1])
