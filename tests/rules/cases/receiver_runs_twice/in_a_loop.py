# rules: SIG311
"""A loop that connects one receiver again and again, and loops that connect another thing with each turn."""


def count(sender, **kwargs):
    print(sender)


for field in ("boxes", "crates"):
    post_save.connect(count, sender=Order, weak=False, dispatch_uid=f"shop.Order.{field}")  # SIG311


def weigh(sender, **kwargs):
    print(sender)


def connect_all(fields):
    for name in fields:
        uid = "weigh " + name
        post_save.connect(weigh, dispatch_uid=uid)  # SIG311
    for number, name in enumerate(fields):
        post_delete.connect(receiver=weigh, sender=Parcel, dispatch_uid=number)  # SIG311


# --- fine ---


def pack(sender, **kwargs):
    print(sender)


for field in ("boxes", "crates"):
    post_save.connect(pack, sender=Order, dispatch_uid="shop.Order counters")

for model in (Order, Parcel):
    pre_save.connect(pack, sender=model, dispatch_uid=f"pack {model}")

for name in names:
    model = apps.get_model(name)
    pre_delete.connect(pack, sender=model, dispatch_uid=name)

for field in ("boxes",):
    post_delete.connect(pack, sender=Order, dispatch_uid=f"pack {field}")

for signal in (post_init, pre_init):
    signal.connect(pack, sender=Order, dispatch_uid=f"pack {signal}")

for handler in handlers:
    post_save.connect(handler, dispatch_uid=f"{handler}")

for name in names:
    if name == "order":
        m2m_changed.connect(pack, dispatch_uid=name)

for name in names:
    class_prepared.connect(make(name), dispatch_uid=name, weak=False)

for name in names:

    def named(sender, **kwargs):
        print(sender)

    post_migrate.connect(named, dispatch_uid=name, weak=False)
