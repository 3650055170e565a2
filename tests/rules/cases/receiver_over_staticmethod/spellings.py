# rules: SIG308
"""Both orders of ``@receiver`` and what makes a method static or the class's."""

import builtins


class Shipping:
    @receiver(post_save, sender="shop.Order")  # SIG308
    @staticmethod
    def static(sender, instance, **kwargs):
        instance.ship()

    @receiver(post_save, sender="shop.Order", dispatch_uid="shipping")  # SIG308
    @classmethod
    def of_class(cls, sender, instance, **kwargs):
        instance.ship()

    @receiver(post_delete, sender="shop.Order")
    @receiver(post_save, sender="shop.Order")  # SIG308
    @staticmethod
    def the_first_to_run_raises(sender, instance, **kwargs):
        instance.ship()

    @receiver([post_save, post_delete], sender="shop.Order")  # SIG308
    @staticmethod
    def for_several_signals(sender, instance, **kwargs):
        instance.ship()

    @receiver(post_save, sender="shop.Order")  # SIG308
    @builtins.staticmethod
    def by_its_full_name(sender, instance, **kwargs):
        instance.ship()

    @staticmethod
    @receiver(post_save, sender="shop.Order")
    def the_other_way_round(sender, instance, **kwargs):
        instance.ship()

    @receiver(post_save, sender="shop.Order")
    @unheard_of
    @staticmethod
    def below_something_else(sender, instance, **kwargs):
        # What that makes of it, nobody here knows.
        instance.ship()

    @receiver(post_save, sender="shop.Order", dispatch_uid="shipping", weak=False)
    @staticmethod
    def without_a_reference_to_it(sender, instance, **kwargs):
        # Odd, but it works.
        instance.ship()

    @staticmethod
    def connected_by_a_call(sender, instance, **kwargs):
        instance.ship()


post_save.connect(Shipping.connected_by_a_call, sender="shop.Order")


def with_a_decorator_of_that_name(staticmethod):
    @receiver(post_save, sender="shop.Order", weak=False)
    @staticmethod
    def handler(sender, instance, **kwargs):
        instance.ship()
