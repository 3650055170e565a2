# rules: SIG402, SIG403, SIG404, SIG405, SIG406
"""For each built-in signal, senders that it is never sent by, beside those that it may be sent by."""

# shop/models.py
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from library.models import LibraryMeta, LibraryMixin, LibraryModel


class CommonMeta:
    abstract = True


class Base(models.Model):
    class Meta:
        abstract = True


class MoreBase(Base):
    class Meta:
        abstract = True
        ordering = ["pk"]


class OfCommonMeta(models.Model):
    class Meta(CommonMeta):
        ordering = ["pk"]


class ConcreteInSpiteOfCommonMeta(models.Model):
    class Meta(CommonMeta):
        abstract = False


class Concrete(Base):
    name = models.CharField(max_length=20)


class WithBaseMeta(Base):
    # Django takes `abstract` back from the Meta of a model that it has made.
    class Meta(Base.Meta):
        ordering = ["pk"]


class NoModel:
    class Meta:
        abstract = True


class Shopper(AbstractUser):
    pass


class BaseShopper(AbstractUser):
    class Meta:
        abstract = True


class Topping(models.Model):
    name = models.CharField(max_length=20)


class Extra(models.Model):
    pizza = models.ForeignKey("Pizza", models.CASCADE)
    topping = models.ForeignKey(Topping, models.CASCADE)


class Wish(models.Model):
    pizza = models.ForeignKey("Pizza", models.CASCADE)
    topping = models.ForeignKey(Topping, models.CASCADE)


class Dough(models.Model):
    pizza = models.ForeignKey("Pizza", models.CASCADE)


class Pizza(models.Model):
    toppings = models.ManyToManyField(Topping)
    extras = models.ManyToManyField(Topping, through=Extra, related_name="+")
    friends = models.ManyToManyField("self")


class Calzone(Pizza):
    pass


class Link(models.Model):
    # Two foreign keys, but neither end has a relation that could be through this.
    source = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target = models.ForeignKey(ContentType, models.CASCADE, related_name="+")


class Likes(models.Model):
    # The user model may have the relation.
    user = models.ForeignKey("auth.User", models.CASCADE)
    pizza = models.ForeignKey(Pizza, models.CASCADE)


class Elsewhere(LibraryModel):
    pass


class Mixed(LibraryMixin, models.Model):
    # The mixin may have foreign keys.
    pass


class OfLibraryMeta(models.Model):
    class Meta(LibraryMeta):
        ordering = ["pk"]


class OrderedMeta:
    ordering = ["pk"]


class OfOrderedMeta(models.Model):
    class Meta(OrderedMeta):
        ordering = ["-pk"]


class Opaque(models.Model):
    # What the ends are is not known, so neither is what they have.
    source = models.ForeignKey(find_model(), models.CASCADE)
    target = models.ForeignKey("elsewhere.Thing", models.CASCADE)


class BothLibrarys(models.Model):
    source = models.ForeignKey(LibraryModel, models.CASCADE, related_name="+")
    target = models.ForeignKey(LibraryModel, models.CASCADE, related_name="+")


class Named(models.Model):
    name = models.CharField(max_length=20)


class Naming(models.Model):
    named = models.ManyToManyField(Topping, through="shop.Named")


# shop/apps.py
from django.apps import AppConfig, apps
from django.db.models.signals import class_prepared, post_migrate, post_save, pre_migrate

from . import handlers


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import models, signals  # noqa: F401

        post_migrate.connect(handlers.migrated, sender=self)
        post_migrate.connect(handlers.migrated, sender=apps.get_app_config("shop"))
        pre_migrate.connect(handlers.migrated, sender=self.__class__)  # SIG405
        pre_migrate.connect(handlers.migrated, sender=type(self))  # SIG405
        pre_migrate.connect(handlers.migrated, sender=ShopConfig)  # SIG405
        pre_migrate.connect(handlers.migrated, sender=ShopConfig("shop", handlers))  # SIG405
        pre_migrate.connect(handlers.migrated, sender=self.name)  # SIG405
        pre_migrate.connect(handlers.migrated, sender=self.models_module)  # SIG405
        pre_migrate.connect(handlers.migrated, sender=models)  # SIG405
        post_save.connect(handlers.saved, sender=self.get_model("Order"))
        post_save.connect(handlers.saved, sender=self)  # SIG405
        class_prepared.connect(handlers.saved, sender=models)  # SIG405


# shop/handlers.py
def migrated(sender, **kwargs):
    pass


def saved(sender, **kwargs):
    pass


# shop/signals.py
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser, Group, User
from django.template import Template

from shop import models as shop_models
from shop.models import (
    Base,
    BaseShopper,
    BothLibrarys,
    Calzone,
    Concrete,
    ConcreteInSpiteOfCommonMeta,
    Dough,
    Elsewhere,
    Extra,
    Likes,
    Link,
    Mixed,
    MoreBase,
    Named,
    OfCommonMeta,
    OfLibraryMeta,
    OfOrderedMeta,
    Opaque,
    Pizza,
    Shopper,
    Topping,
    Wish,
    WithBaseMeta,
)

Account = get_user_model()
Lazy = apps.get_model("shop", "Pizza")


def bake(sender, **kwargs):
    pass


# m2m_changed is sent by the through model.
m2m_changed.connect(bake, sender=Pizza)  # SIG405
m2m_changed.connect(bake, sender=Pizza.toppings)  # SIG405
m2m_changed.connect(bake, sender=Pizza.extras)  # SIG405
m2m_changed.connect(bake, sender=Calzone.toppings)  # SIG405
m2m_changed.connect(bake, sender=Calzone)  # SIG405
m2m_changed.connect(bake, sender=Topping)  # SIG405
m2m_changed.connect(bake, sender=shop_models.Topping)  # SIG405
m2m_changed.connect(bake, sender=Dough)  # SIG405
m2m_changed.connect(bake, sender=Link)  # SIG405
m2m_changed.connect(bake, sender=Wish)  # SIG405
m2m_changed.connect(bake, sender=User)  # SIG405
m2m_changed.connect(bake, sender=User.groups)  # SIG405
m2m_changed.connect(bake, sender=Account)  # SIG405
m2m_changed.connect(bake, sender=get_user_model())  # SIG405
m2m_changed.connect(bake, sender=settings.AUTH_USER_MODEL)  # SIG405
m2m_changed.connect(bake, sender="auth.User")  # SIG405
m2m_changed.connect(bake, sender=shop_models)  # SIG405
m2m_changed.connect(bake, sender=Pizza.toppings.through)
m2m_changed.connect(bake, sender=Pizza.toppings.rel.through)
m2m_changed.connect(bake, sender=Calzone.friends.through)
m2m_changed.connect(bake, sender=User.groups.through)
m2m_changed.connect(bake, sender=Account.groups.through)
m2m_changed.connect(bake, sender="shop.Pizza_toppings")
m2m_changed.connect(bake, sender=Extra)
m2m_changed.connect(bake, sender=Likes)
m2m_changed.connect(bake, sender=Named)
m2m_changed.connect(bake, sender=Elsewhere)
m2m_changed.connect(bake, sender=Mixed)
m2m_changed.connect(bake, sender=Opaque)
m2m_changed.connect(bake, sender=BothLibrarys)
m2m_changed.connect(bake, sender=Lazy)
m2m_changed.connect(bake, sender=Unheard)
m2m_changed.connect(bake)

# The signals of saves and deletes are sent by the exact, concrete class.
post_save.connect(bake, sender=Base)  # SIG405
post_save.connect(bake, sender=MoreBase)  # SIG405
post_save.connect(bake, sender=OfCommonMeta)  # SIG405
post_save.connect(bake, sender=shop_models.Base)  # SIG405
post_save.connect(bake, sender=BaseShopper)  # SIG405
pre_delete.connect(bake, sender=AbstractUser)  # SIG405
pre_delete.connect(bake, sender=AbstractBaseUser)  # SIG405
post_init.connect(bake, sender=Base)  # SIG405
class_prepared.connect(bake, sender=Base)  # SIG405
post_save.connect(bake, sender=Pizza())  # SIG405
post_save.connect(bake, sender=User())  # SIG405
post_save.connect(bake, sender=shop_models)  # SIG405
post_save.connect(bake, sender=Pizza.toppings)  # SIG405
post_save.connect(bake, sender=Dough.pizza)  # SIG405
# Django makes these through models itself, and saves them in bulk.
post_save.connect(bake, sender=Pizza.toppings.through)  # SIG405
pre_delete.connect(bake, sender=User.groups.through)  # SIG405
post_init.connect(bake, sender=Pizza.toppings.through)
post_save.connect(bake, sender=Pizza.extras.through)
post_save.connect(bake, sender=Extra)
post_save.connect(bake, sender=Concrete)
post_save.connect(bake, sender=WithBaseMeta)
post_save.connect(bake, sender=ConcreteInSpiteOfCommonMeta)
post_save.connect(bake, sender=Shopper)
post_save.connect(bake, sender=Calzone)
post_save.connect(bake, sender=Elsewhere)
post_save.connect(bake, sender=OfLibraryMeta)
post_save.connect(bake, sender=OfOrderedMeta)
post_save.connect(bake, sender=Group)
post_save.connect(bake, sender=Lazy)
post_save.connect(bake, sender=Account)
post_save.connect(bake, sender=get_user_model())
post_save.connect(bake, sender=Concrete.mro()[0])
post_save.connect(bake, sender="shop.Concrete")
post_save.connect(bake, sender=None)
post_save.connect(bake)

# One wrong signal is enough.
receiver([post_save, m2m_changed], sender=Pizza)(bake)  # SIG405

# These are sent by AppConfig instances.
post_migrate.connect(bake, sender=Pizza)  # SIG405
post_migrate.connect(bake, sender=shop_models)  # SIG405
post_migrate.connect(bake, sender=apps.get_app_config("shop"))
post_migrate.connect(bake)

# And these by nobody, and by a string.
got_request_exception.connect(bake, sender=Pizza)  # SIG405
got_request_exception.connect(bake, sender=None)
got_request_exception.connect(bake)
user_login_failed.connect(bake, sender=User)  # SIG405
user_login_failed.connect(bake, sender=get_user_model())  # SIG405
user_login_failed.connect(bake, sender=Account)  # SIG405
user_login_failed.connect(bake)

# The user's own class, and not an abstract one's instance or the module.
user_logged_in.connect(bake, sender=User)
user_logged_in.connect(bake, sender=get_user_model())
user_logged_in.connect(bake, sender=User())  # SIG405

# The template that was rendered.
template_rendered.connect(bake, sender=Template)  # SIG405
template_rendered.connect(bake, sender=Template("text"))


class Watcher:
    def __init__(self, model):
        post_save.connect(self.saved, sender=model)
        post_save.connect(self.saved, sender=self.model)
        post_save.connect(self.saved, sender=self)  # SIG405

    def saved(self, sender, **kwargs):
        pass


class Registering(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        post_save.connect(bake, sender=cls)


# A signal of the project's own is sent by whatever the project likes.
paid = Signal()
paid.connect(bake, sender=Base)
paid.connect(bake, sender=Pizza())


def undecided(sender, model=Base):
    post_save.connect(bake, sender=sender)
    post_save.connect(bake, sender=model)
    m2m_changed.connect(bake, sender=Pizza if sender else Pizza.toppings.through)
