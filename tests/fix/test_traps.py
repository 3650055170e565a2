"""Spellings that a fix has to know, and traps that it has to leave alone: each with the reason why it exists.

The blocks are read as those of the rules' documentation are.
"""

from pathlib import Path

import pytest

from flake8_signals.fix.mend import Mended
from tests.support.examples import Example, project
from tests.support.fixing import mended, sorted_imports


def fixed(folder: Path, code: str, block: str) -> tuple[dict[str, str], Mended, Example]:
    example = project(block.lstrip("\n"))
    files, outcome = mended(folder, example.all_files, code)
    return files, outcome, example


TASKS = """
# shop/tasks.py
from celery import shared_task

@shared_task
def pack(pk): ...

@shared_task
def bill(pk): ...
# shop/signals.py
from shop.tasks import bill, pack
"""

WRAPPED = """
# shop/decorators.py
from django.dispatch import receiver

def listens(signal, sender):
    return receiver(signal, sender=sender)
# shop/signals.py
from shop.decorators import listens
"""

SPELLINGS = {
    "SIG002: what ready() calls by the module's name stays": (
        "SIG002",
        """
# shop/apps.py
from django.apps import AppConfig
from django.db.models import signals

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        signals.post_migrate.connect(print, sender=self)
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
""",
        """
# shop/apps.py
from django.apps import AppConfig
from django.db.models import signals

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals as _signals  # noqa: F401
        signals.post_migrate.connect(print, sender=self)
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
""",
    ),
    "SIG002: an attribute of the module's name is another thing": (
        "SIG002",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        print(self.signals)
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
""",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals  # noqa: F401
        print(self.signals)
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
""",
    ),
    "SIG102: what ready() itself uses needs no comment": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig
from shop.models import Order

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        print(Order)
""",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop.models import Order
        print(Order)
""",
    ),
    "SIG102: what ready() imports itself makes no use of another import": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig
from . import models

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from .models import Order
        print(Order)
""",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import models  # noqa: F401
        from .models import Order
        print(Order)
""",
    ),
    "SIG102: comments move along": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig

# The receivers.
from shop import models as orders  # noqa

class ShopConfig(AppConfig):
    name = "shop"
""",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        # The receivers.
        from shop import models as orders  # noqa
""",
    ),
    "SIG102: of several lines the first is the one that tools look at": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig
from shop import (models,  # tables
                  views)

class ShopConfig(AppConfig):
    name = "shop"
# shop/views.py
""",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import (models,  # tables  # noqa: F401
                          views)
# shop/views.py
""",
    ),
    "SIG111: a comment that is there stays": (
        "SIG111",
        """
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
# shop/apps.py
class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals  # connects
""",
        """
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
# shop/apps.py
class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from . import signals  # connects  # noqa: F401
""",
    ),
    "SIG111: of several lines the first is the one that tools look at": (
        "SIG111",
        """
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
# shop/apps.py
class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import (
            models,  # too
            signals,
        )  # connected
""",
        """
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
# shop/apps.py
class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import (  # noqa: F401
            models,  # too
            signals,
        )  # connected
""",
    ),
    "SIG202: what follows without a default is by keyword only then": (
        "SIG202",
        """
@receiver(request_started)
def trace(sender, environ: dict, signal, **kwargs):
    print(environ)
""",
        """
@receiver(request_started)
def trace(sender, *, environ: dict = None, signal, **kwargs):
    print(environ)
""",
    ),
    "SIG202: apps has the default that Django's own receivers give it": (
        "SIG202",
        """
@receiver(post_migrate)
def fill(sender, apps, **kwargs):
    print(sender)
""",
        """
from django.apps import apps as global_apps
@receiver(post_migrate)
def fill(sender, apps=global_apps, **kwargs):
    print(sender)
""",
    ),
    "SIG206: on lines of their own": (
        "SIG206",
        """
@receiver(post_save, sender=Order)
def ship(
    sender,
    /,
    **kwargs,
):
    pass

@receiver(post_save, sender=Order)
def pack(sender, /, ): pass

@receiver(post_save, sender=Order)
def bill(
    sender,
    /
): pass
""",
        """
@receiver(post_save, sender=Order)
def ship(
    sender,
    **kwargs,
):
    pass

@receiver(post_save, sender=Order)
def pack(sender, ): pass

@receiver(post_save, sender=Order)
def bill(sender): pass
""",
    ),
    "SIG304: what follows the receiver stays": (
        "SIG304",
        """
def clear(sender=None, **kwargs):
    cache.clear()


request_finished.connect(clear(), weak=False)
request_finished.connect(clear(), *options)
request_finished.connect(clear(), None)
""",
        """
def clear(sender=None, **kwargs):
    cache.clear()


request_finished.connect(clear, weak=False)
request_finished.connect(clear, *options)
request_finished.connect(clear, None)
""",
    ),
    "SIG306: one bracket for another": (
        "SIG306",
        """
@receiver({
    post_save,
    (post_delete, pre_delete),  # gone
})
def ship(sender, **kwargs):
    pass
""",
        """
@receiver([
    post_save,
    post_delete, pre_delete,  # gone
])
def ship(sender, **kwargs):
    pass
""",
    ),
    "SIG307: each decorator keeps its comments, and what stands above stays there": (
        "SIG307",
        """
from functools import lru_cache

def registered(function):
    print(function)
    return function

# All of it.
@registered
@transaction.atomic
# once
@lru_cache
@receiver(post_save, sender="shop.Order")  # saved
def ship(sender, instance, **kwargs):
    instance.ship()
""",
        """
from functools import lru_cache

def registered(function):
    print(function)
    return function

# All of it.
@registered
@receiver(post_save, sender="shop.Order")  # saved
@transaction.atomic
# once
@lru_cache
def ship(sender, instance, **kwargs):
    instance.ship()
""",
    ),
    "SIG402: a statement for each sender": (
        "SIG402",
        """
def ship(sender, **kwargs):
    pass

# All.
post_save.connect(ship, sender=(Order, Parcel), dispatch_uid="ship")  # both
post_delete.connect(ship, [Pizza])
""",
        """
def ship(sender, **kwargs):
    pass

# All.
post_save.connect(ship, sender=Order, dispatch_uid="ship")
post_save.connect(ship, sender=Parcel, dispatch_uid="ship")  # both
post_delete.connect(ship, Pizza)
""",
    ),
    "SIG406: an import that is needed elsewhere stays": (
        "SIG406",
        """
from django.contrib.auth.models import Group, User

@receiver(post_save, sender=User)
def greet(sender, instance, **kwargs):
    User.objects.first()
""",
        """
from django.contrib.auth.models import Group, User
from django.conf import settings

@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def greet(sender, instance, **kwargs):
    User.objects.first()
""",
    ),
    "SIG406: an import with a comment stays": (
        "SIG406",
        """
from django.contrib.auth.models import User  # the default

post_save.connect(print, sender=User)
""",
        """
from django.contrib.auth.models import User  # the default
from django.conf import settings

post_save.connect(print, sender=settings.AUTH_USER_MODEL)
""",
    ),
    "SIG503: every task, wherever it is dispatched, on the database that was written to": (
        "SIG503",
        TASKS
        + """
@receiver(post_save, sender=Order)
def ship(sender, instance, using, **kwargs):
    for parcel in instance.parcels.all():
        pack.apply_async(
            (parcel.pk,),  # the parcel's
            countdown=5,
        )
    else:
        bill.delay(instance.pk)
""",
        TASKS
        + """from functools import partial

@receiver(post_save, sender=Order)
def ship(sender, instance, using, **kwargs):
    for parcel in instance.parcels.all():
        transaction.on_commit(partial(
            pack.apply_async, (parcel.pk,),  # the parcel's
            countdown=5,
        ), using=using)
    else:
        transaction.on_commit(partial(bill.delay, instance.pk), using=using)
""",
    ),
    "SIG503: the key of what is deleted": (
        "SIG503",
        TASKS
        + """
@receiver(post_delete, sender=Order)
def ship(sender, instance, **kwargs):
    pack.delay(instance.pk, [str(instance)])
""",
        TASKS
        + """from functools import partial

@receiver(post_delete, sender=Order)
def ship(sender, instance, **kwargs):
    transaction.on_commit(partial(pack.delay, instance.pk, [str(instance)]))
""",
    ),
    "SIG601: the signal of a module": (
        "SIG601",
        """
from django.db.models import signals

@receiver(signals.post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.shipped = True
    instance.save()
""",
        """
from django.db.models import signals

@receiver(signals.pre_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.shipped = True
""",
    ),
    "SIG601: values that are there before": (
        "SIG601",
        """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.shipped = timezone.now()
    instance.status = str(instance.total + instance.customer.logins)
    instance.save()
""",
        """
@receiver(pre_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.shipped = timezone.now()
    instance.status = str(instance.total + instance.customer.logins)
""",
    ),
    "SIG601: fields that are named": (
        "SIG601",
        """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.save(update_fields=["shipped", "status"])
""",
        """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    type(instance)._default_manager.filter(pk=instance.pk).update(
        shipped=instance.shipped, status=instance.status
    )
""",
    ),
    "SIG605: a parameter that follows the layout, with a comment": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(
    sender,
    instance,
    created,  # just now
    **kwargs,
):
    \"\"\"Pack it.\"\"\"
    if created:
        Label.objects.create(order=instance)
""",
        """
@receiver(post_save, sender=Order)
def pack(
    sender,
    instance,
    created,  # just now
    raw,
    **kwargs,
):
    \"\"\"Pack it.\"\"\"
    if raw:
        return
    if created:
        Label.objects.create(order=instance)
""",
    ),
    "SIG605: called by another file, which passes no raw": (
        "SIG605",
        """
# shop/services.py
from shop import signals

def repack(order):
    signals.pack(type(order), order, created=True)
# shop/signals.py
@receiver(post_save, sender=Order)
def pack(sender, instance, created, **kwargs):
    if created:
        Label.objects.create(order=instance)
""",
        """
# shop/services.py
from shop import signals

def repack(order):
    signals.pack(type(order), order, created=True)
# shop/signals.py
@receiver(post_save, sender=Order)
def pack(sender, instance, created, **kwargs):
    if kwargs.get("raw"):
        return
    if created:
        Label.objects.create(order=instance)
""",
    ),
    "SIG605: keyword-only parameters": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(sender, *, instance, created=True, **kwargs):
    Label.objects.create(order=instance)
""",
        """
@receiver(post_save, sender=Order)
def pack(sender, *, instance, created=True, raw, **kwargs):
    if raw:
        return
    Label.objects.create(order=instance)
""",
    ),
    "SIG605: no parameters but one for everything": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(**kwargs): Label.objects.create(order=kwargs["instance"])
""",
        """
@receiver(post_save, sender=Order)
def pack(raw, **kwargs):
    if raw:
        return
    Label.objects.create(order=kwargs["instance"])
""",
    ),
    "SIG605: without a parameter for everything": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, created):
    Label.objects.create(order=instance)
""",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, created, raw):
    if raw:
        return
    Label.objects.create(order=instance)
""",
    ),
    "SIG605: a parameter without a default cannot follow one with": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, created=False, **kw):
    Label.objects.create(order=instance)
""",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, created=False, **kw):
    if kw.get("raw"):
        return
    Label.objects.create(order=instance)
""",
    ),
    "SIG605: who calls the receiver itself passes no new argument": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, **kwargs):
    Label.objects.create(order=instance)

def repack(order):
    pack(Order, order)
""",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, **kwargs):
    if kwargs.get("raw"):
        return
    Label.objects.create(order=instance)

def repack(order):
    pack(Order, order)
""",
    ),
    "SIG605: a parameter that nothing asks for": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, raw=False, **kwargs):
    Label.objects.create(order=instance)
""",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, raw=False, **kwargs):
    if raw:
        return
    Label.objects.create(order=instance)
""",
    ),
    "SIG611: within a condition, and turned round": (
        "SIG611",
        """
@receiver(post_save, sender=Order)
def log(sender, instance, update_fields, **kwargs):
    while "status" not in update_fields:
        print(instance)

@receiver(post_save, sender=Order)
def more(sender, instance, update_fields, **kwargs):
    if instance.total and "total" in update_fields:
        print(instance)
""",
        """
@receiver(post_save, sender=Order)
def log(sender, instance, update_fields, **kwargs):
    while update_fields is not None and "status" not in update_fields:
        print(instance)

@receiver(post_save, sender=Order)
def more(sender, instance, update_fields, **kwargs):
    if instance.total and (update_fields is None or "total" in update_fields):
        print(instance)
""",
    ),
    "SIG721: in a larger expression": (
        "SIG721",
        """
paid = Signal()

async def pay(order):
    first = paid.send_robust(sender=Order)[0]
    for _ in paid.send(sender=Order):
        print(*paid.send(sender=Order))
    return paid.send(sender=Order).count(1)
""",
        """
paid = Signal()

async def pay(order):
    first = (await paid.asend_robust(sender=Order))[0]
    for _ in await paid.asend(sender=Order):
        print(*await paid.asend(sender=Order))
    return (await paid.asend(sender=Order)).count(1)
""",
    ),
    "SIG801: by another name": (
        "SIG801",
        """
from django.db.models.signals import post_syncdb as synced

@receiver(synced)
def fill(sender, **kwargs):
    pass
""",
        """
from django.db.models.signals import post_migrate as synced

@receiver(synced)
def fill(sender, **kwargs):
    pass
""",
    ),
    "SIG801: what only looks like it keeps its name": (
        "SIG801",
        """
from django.db.models.signals import post_syncdb

@receiver(post_syncdb)
def fill(sender, **kwargs):
    sender.post_syncdb(post_syncdb=post_syncdb)
""",
        """
from django.db.models.signals import post_migrate

@receiver(post_migrate)
def fill(sender, **kwargs):
    sender.post_syncdb(post_syncdb=post_migrate)
""",
    ),
    "SIG802: several of one statement": (
        "SIG802",
        """
from django.core.signals import post_save, pre_save as saving, request_finished

post_save.connect(print)
saving.connect(print)
request_finished.connect(print)
""",
        """
from django.core.signals import request_finished
from django.db.models.signals import pre_save as saving
from django.db.models.signals import post_save

post_save.connect(print)
saving.connect(print)
request_finished.connect(print)
""",
    ),
}

LEFT = {
    "SIG004: a class": (
        "SIG004",
        """
@receiver(post_save, sender=Order)
class Ship:
    def __init__(self, sender, instance):
        instance.ship()
""",
        "no fix",
    ),
    "SIG005: what a call makes": ("SIG005", "paid = Signal(list('ab'))\n", "no fix"),
    "SIG005: names that would break a comment": ("SIG005", "paid = Signal(['a\\nimport os'])\n", "no fix"),
    "SIG002: what is ready is no method": (
        "SIG002",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"
    ready = print
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG002: there is a method on a condition": (
        "SIG002",
        """
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"
    if AppConfig:
        def ready(self):
            print(self)
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG102: what is ready is no method": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig
from shop.models import Order

class ShopConfig(AppConfig):
    name = "shop"
    ready: object = print
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG102: a name that is used elsewhere": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig
from shop.models import Order

class ShopConfig(AppConfig):
    name = "shop"
    model = Order
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG102: two statements on a line": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig
import os; from shop.models import Order

class ShopConfig(AppConfig):
    name = "shop"
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG102: which of two configurations": (
        "SIG102",
        """
# shop/apps.py
from django.apps import AppConfig
from shop.models import Order

class ShopConfig(AppConfig):
    name = "shop"
    default = True

class OtherConfig(AppConfig):
    name = "shop"
""",
        "no fix",
    ),
    "SIG111: no comment can stand before a line that goes on": (
        "SIG111",
        """
# shop/signals.py
@receiver(post_save, sender="shop.Order")
def ship(sender, instance, **kwargs):
    instance.ship()
# shop/apps.py
class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import \\
            signals
""",
        "it would still be found",
    ),
    "SIG103: another configuration is imported, and found": (
        "SIG103",
        """
# shop/__init__.py
default_app_config = "shop.apps.ShopConfig"
# shop/apps.py
from django.apps import AppConfig
from elsewhere.apps import OtherConfig

class ShopConfig(AppConfig):
    name = "shop"
""",
        "no fix",
    ),
    "SIG103: the one that it names is no default": (
        "SIG103",
        """
# shop/__init__.py
default_app_config = "shop.apps.ShopConfig"
# shop/apps.py
from django.apps import AppConfig

class ShopConfig(AppConfig):
    name = "shop"
    default = False
""",
        "no fix",
    ),
    "SIG103: the name is exported": (
        "SIG103",
        """
# shop/__init__.py
default_app_config = "shop.apps.ShopConfig"
__all__ = ["default_app_config"]
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG103: another configuration is meant": (
        "SIG103",
        """
# shop/__init__.py
VERSION = "1.0"
default_app_config = "shop.config.ShopConfig"
""",
        "no fix",
    ),
    "SIG103: with something beside it": (
        "SIG103",
        """
# shop/__init__.py
import os; default_app_config = "shop.apps.ShopConfig"
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG202: what follows has to be by position": (
        "SIG202",
        """
@receiver(request_started)
def trace(sender, environ, signal, *args, **kwargs):
    print(environ)
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG202: what follows is passed by position elsewhere": (
        "SIG202",
        """
@receiver(request_started)
def trace(sender, environ, signal, **kwargs):
    print(environ)

def retrace(sender):
    trace(sender, {}, request_started)
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG202: a class": (
        "SIG202",
        """
@receiver(request_started)
class Trace:
    def __init__(self, sender, environ, **kwargs):
        print(environ)
""",
        "no fix",
    ),
    "SIG202: the import's name is something else's": (
        "SIG202",
        """
global_apps = []

@receiver(post_migrate)
def fill(sender, apps, **kwargs):
    print(apps)
""",
        "the name 'global_apps', which it would import, is used for something else",
    ),
    "SIG304: a receiver with arguments": (
        "SIG304",
        """
def ship(order=None):
    order.save()

post_save.connect(ship(1))
""",
        "no fix",
    ),
    "SIG306: signals that are nowhere": ("SIG306", "@receiver\ndef ship(sender, **kwargs):\n    pass\n", "no fix"),
    "SIG307: a method object is no function": (
        "SIG307",
        """
class Shipping:
    @transaction.atomic
    @staticmethod
    @receiver(post_save, sender="shop.Order")
    def ship(sender, instance, **kwargs):
        instance.ship()
""",
        "no fix",
    ),
    "SIG308: what is connected under a class method is given no class": (
        "SIG308",
        """
class Shipping:
    @receiver(post_save, sender="shop.Order")
    @classmethod
    def ship(cls, sender, instance, **kwargs):
        instance.ship()
""",
        "no fix",
    ),
    "SIG402: senders that are not all in sight": (
        "SIG402",
        """
MODELS = [Order]

@receiver(post_save, sender=[Parcel, *MODELS])
def ship(sender, **kwargs):
    pass
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG402: no statement of its own": (
        "SIG402",
        """
def ship(sender, **kwargs):
    pass

class Shipping: post_save.connect(ship, sender=[Order, Parcel])

connected = post_save.connect(ship, sender=[Pizza, Customer])
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG405: a sender that is bound on the way": (
        "SIG405",
        """
def bake(sender, action, **kwargs):
    print(action)

m2m_changed.connect(bake, sender=(relation := Pizza.toppings))
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG406: a decorator of the project": (
        "SIG406",
        WRAPPED
        + """
from django.contrib.auth.models import User

@listens(post_save, User)
def greet(sender, instance, **kwargs):
    print(instance)
""",
        "no fix",
    ),
    "SIG503: what a dispatch returns is used": (
        "SIG503",
        TASKS
        + """
@receiver(post_save, sender=Order)
def ship(sender, instance, **kwargs):
    result = pack.delay(instance.pk)
    print(result)
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG503: the task is dispatched elsewhere": (
        "SIG503",
        TASKS
        + """
def notify(pk):
    pack.delay(pk)

@receiver(post_save, sender=Order)
def ship(sender, instance, **kwargs):
    notify(instance.pk)
""",
        "no fix",
    ),
    "SIG503: what is deleted, which has no key by then": (
        "SIG503",
        TASKS
        + """
@receiver([post_save, post_delete], sender=Order)
def ship(sender, instance, **kwargs):
    pack.apply_async(kwargs={"order": instance})
""",
        "no fix",
    ),
    "SIG503: a module has the import's name": (
        "SIG503",
        TASKS
        + """
import partial

@receiver(post_save, sender=Order)
def ship(sender, instance, **kwargs):
    pack.delay(instance.pk)
    partial.done()
""",
        "the name 'partial', which it would import, is used for something else",
    ),
    "SIG601: more is done than to set attributes": (
        "SIG601",
        """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.shipped = True
    print(instance)
    instance.save()
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG601: the key, which comes with the save": (
        "SIG601",
        """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.status = f"order {instance.pk}"
    instance.save()
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG601: what is related to it": (
        "SIG601",
        """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.status = instance.parcels.first()
    instance.save()
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG601: what is made of it": (
        "SIG601",
        """
@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.status = str(instance)
    instance.save()
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG601: fields that are named elsewhere": (
        "SIG601",
        """
FIELD = str("status")

@receiver(post_save, sender=Order)
def mark(sender, instance, **kwargs):
    instance.save(update_fields=[FIELD])
""",
        "no fix",
    ),
    "SIG605: neither a parameter nor a catch-all": (
        "SIG605",
        """
@receiver(post_save, sender=Order)
def pack(sender, instance, created=True):
    Label.objects.create(order=instance)
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG611: some looks are careful": (
        "SIG611",
        """
@receiver(post_save, sender=Order)
def log(sender, instance, update_fields, **kwargs):
    if "status" in update_fields:
        print("status")
    if update_fields and "total" in update_fields:
        print("total")
""",
        "no fix",
    ),
    "SIG721: a generator that awaits is another one": (
        "SIG721",
        """
paid = Signal()

async def pay(orders):
    return sum(len(paid.send(sender=order)) for order in orders)
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG721: nothing can be awaited in a lambda": (
        "SIG721",
        """
paid = Signal()

async def pay(order):
    later(lambda: paid.send(sender=Order))
""",
        "",
    ),
    "SIG801: the successor is there already": (
        "SIG801",
        """
from django.db.models.signals import post_migrate, post_syncdb

@receiver([post_migrate, post_syncdb])
def fill(sender, **kwargs):
    pass
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG801: two statements on a line": (
        "SIG801",
        """
import os; from django.db.models.signals import post_syncdb

@receiver(post_syncdb)
def fill(sender, **kwargs):
    print(os)
""",
        "what is there has a form that the fix does not know",
    ),
    "SIG802: two statements on a line": (
        "SIG802",
        "import os; from django.core.signals import post_save\n\npost_save.connect(os.getpid)\n",
        "what is there has a form that the fix does not know",
    ),
    "no fix: an expression that libcst cannot be given": (
        "SIG005",
        f"paid = Signal(['order'])\nTOTAL = {'+'.join(['1'] * 1000)}\n",
        "the file is too much for libcst: expressions nested more than",
    ),
}


@pytest.mark.parametrize(
    ("code", "before", "after"), [pytest.param(*case, id=name) for name, case in SPELLINGS.items()]
)
def test_it_is_fixed(code: str, before: str, after: str, tmp_path: Path) -> None:
    files, outcome, _ = fixed(tmp_path, code, before)
    assert not outcome.refused
    wanted = project(after.lstrip("\n")).all_files
    assert {name: sorted_imports(text) for name, text in files.items()} == {
        name: sorted_imports(text) for name, text in wanted.items()
    }


@pytest.mark.parametrize(("code", "block", "reason"), [pytest.param(*case, id=name) for name, case in LEFT.items()])
def test_it_is_left_alone(code: str, block: str, reason: str, tmp_path: Path) -> None:
    files, outcome, example = fixed(tmp_path, code, block)
    assert files == example.all_files
    assert not outcome.changes
    if reason == "no fix":
        assert outcome.unfixable
        assert not outcome.refused
    elif reason:
        assert outcome.refused
        assert {found[: len(reason)] for _, found in outcome.refused} == {reason}
