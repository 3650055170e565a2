# rules: SIG303
"""Methods of objects that are gone with the call; and of those that something holds."""

from shop.services import Service, make_indexer


class Indexer:
    def __init__(self, index="orders"):
        self.index = index

    def update(self, sender, instance, **kwargs):
        print(self.index)

    @classmethod
    def of_class(cls, sender, instance, **kwargs):
        print(cls)

    @staticmethod
    def static(sender, instance, **kwargs):
        instance.ship()


class Special(Indexer):
    pass


class Self:
    instances = []

    def __init__(self):
        self.instances.append(self)

    def update(self, sender, instance, **kwargs):
        instance.ship()


class One:
    def __new__(cls):
        cls.one = getattr(cls, "one", None) or super().__new__(cls)
        return cls.one

    def update(self, sender, instance, **kwargs):
        instance.ship()


post_save.connect(Indexer().update, sender=Order)  # SIG303
post_save.connect(Indexer("parcels").update, sender=Order)  # SIG303
post_save.connect(receiver=Special().update, sender=Order)  # SIG303
post_save.connect(Service().run, sender=Order)  # SIG303
post_save.connect(Indexer().update, sender=Order, weak=True)  # SIG303
receiver(post_save, sender=Order)(Indexer().update)  # SIG303


def by_a_local_name(model):
    indexer = Indexer()
    post_save.connect(indexer.update, sender=model)  # SIG303
    post_delete.connect(indexer.update, sender=model)  # SIG303


# The signal holds the method, and that the object.
post_save.connect(Indexer().update, sender=Order, weak=False)
# These are bound to the class, or to nothing.
post_save.connect(Indexer().of_class, sender=Order)
post_save.connect(Indexer().static, sender=Order)
post_save.connect(Indexer.of_class, sender=Order)
# Held by a name, by the class, by whoever made it.
indexer = Indexer()
post_save.connect(indexer.update, sender=Order)
post_save.connect(Self().update, sender=Order)
post_save.connect(One().update, sender=Order)
post_save.connect(make_indexer().run, sender=Order)
post_save.connect(unheard_of().update, sender=Order)
# No method that anything knows of.
post_save.connect(Indexer().callback, sender=Order)


class Watcher(Indexer):
    def __init__(self):
        super().__init__()
        self.indexer = Indexer()
        post_save.connect(self.update, sender=Order)
        post_save.connect(self.indexer.update, sender=Order)
        post_save.connect(super().update, sender=Order)


def kept(model, holder):
    indexer = Indexer()
    holder.indexer = indexer
    post_save.connect(indexer.update, sender=model)


def returned(model):
    indexer = Indexer()
    post_save.connect(indexer.update, sender=model)
    return indexer


def while_it_works(model):
    indexer = Indexer()
    post_save.connect(indexer.update, sender=model)
    model.objects.create()


# shop/services.py
class Service:
    def run(self, sender, instance, **kwargs):
        instance.ship()


service = Service()


def make_indexer():
    return service
