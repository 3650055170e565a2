# rules: SIG315
"""Uids that are another each time."""

import random
import secrets
import time
import uuid
from uuid import uuid4


def ship(sender, **kwargs):
    print(sender)


post_save.connect(ship, dispatch_uid=uuid.uuid4())  # SIG315
post_save.connect(ship, dispatch_uid=uuid4().hex)  # SIG315
post_save.connect(ship, dispatch_uid=str(uuid.uuid1()))  # SIG315
post_save.connect(ship, dispatch_uid=object())  # SIG315
post_save.connect(ship, dispatch_uid=id(ship))  # SIG315
post_save.connect(ship, dispatch_uid=str(id(ship)))  # SIG315
post_save.connect(ship, Order, True, time.time())  # SIG315
post_save.connect(ship, dispatch_uid=random.random())  # SIG315
post_save.connect(ship, dispatch_uid=secrets.token_hex(8))  # SIG315
post_save.connect(ship, dispatch_uid=lambda: "ship")  # SIG315


@receiver([post_save, post_delete], dispatch_uid=uuid4())  # SIG315
def pack(sender, **kwargs):
    print(sender)


def watch(model):
    uid = uuid4()
    post_save.connect(ship, sender=model, dispatch_uid=uid)  # SIG315


UID = uuid4()
MARK = object()
# One for the life of the process: enough to connect once, and to disconnect by.
post_save.connect(ship, dispatch_uid=UID)
post_save.connect(ship, dispatch_uid=MARK)
post_save.connect(ship, dispatch_uid="ship")
post_save.connect(ship, dispatch_uid=f"ship {UID}")
post_save.connect(ship, dispatch_uid=ship)
post_save.connect(ship, dispatch_uid=ship.__name__)
post_save.connect(ship, dispatch_uid=("ship", 1))
post_save.connect(ship, dispatch_uid=uuid.uuid5(uuid.NAMESPACE_DNS, "ship"))
post_save.connect(ship, dispatch_uid=uuid.UUID("12345678123456781234567812345678"))
post_save.connect(ship, dispatch_uid=make_uid())
post_save.connect(ship, dispatch_uid=None)


class Watcher:
    def __init__(self, model):
        # One receiver for each object, however often it connects.
        post_save.connect(lambda sender, **kwargs: self.saved(), sender=model, weak=False, dispatch_uid=id(self))
        post_delete.connect(ship, sender=model, dispatch_uid=id(model))
        pre_save.connect(ship, sender=model, dispatch_uid=id(model.manager))


def given(model, uid, id):
    post_save.connect(ship, sender=model, dispatch_uid=uid)
    post_save.connect(ship, sender=model, dispatch_uid=id(model))
