# rules: SIG312, SIG313
"""Methods of ``self``: one receiver for each object."""

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        # There is one of these.
        post_save.connect(self.ship, sender="shop.Order")

    def ship(self, sender, **kwargs):
        print(sender)


class Indexer:
    def __init__(self, model):
        post_save.connect(self.update, sender=model)  # SIG312
        post_save.connect(self.update, sender=model, dispatch_uid="")  # SIG312
        post_delete.connect(self.update, sender=model, dispatch_uid=f"index {model}")
        pre_delete.connect(self.static, sender=model, dispatch_uid="static")
        pre_save.connect(self.model.update, sender=model, dispatch_uid="model")

    def watch(self, model):
        post_save.connect(self.update, sender=model)  # SIG312

    def update(self, sender, **kwargs):
        print(sender)


indexer = Indexer(Order)
post_save.connect(indexer.update, sender=Order)
