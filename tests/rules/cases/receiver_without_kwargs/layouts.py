# rules: SIG004
"""The layouts that a parameter list can have: the new parameter follows suit, and no comment is lost."""
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def one_line(sender, instance): pass  # SIG004


@receiver(post_save)
def trailing_comma(sender, instance,):  # SIG004
    pass


@receiver(post_save)
def spaced( sender, instance ):  # SIG004
    pass


@receiver(post_save)
def annotated(sender: type, instance: "Order" = None) -> None:  # SIG004
    pass


@receiver(post_save)
def one_each(  # SIG004
    sender,
    instance,
):
    pass


@receiver(post_save)
def one_each_without_a_trailing_comma(  # SIG004
    sender,
    instance
):
    pass


@receiver(post_save)
def aligned(sender,  # SIG004
            instance):
    pass


@receiver(post_save)
def aligned_and_closed_below(sender,  # SIG004
                             instance
                             ):
    pass


@receiver(post_save)
def all_on_a_line_of_their_own(  # SIG004
    sender, instance, created
):
    pass


@receiver(post_save)
def filled(  # SIG004
        sender, instance, created,
        raw, using):
    pass


@receiver(post_save)
def with_comments(  # SIG004
    sender,  # the model
    # what was saved
    instance,  # just now
):
    pass


@receiver(post_save)
def with_a_comment_at_the_end(  # SIG004
    sender,
    instance  # what was saved
    # and no more
):
    pass


@receiver(post_save)
def with_comments_below(  # SIG004
    sender,
    instance,
    # created,
    # raw,
):
    pass


@receiver(post_save)
def with_a_comment_on_the_only_one(  # SIG004
    sender  # the model
):
    pass


@receiver(post_save)
def in_one_go_with_a_comment(sender=(  # SIG004
    None
), instance=None  # what was saved
):
    pass


@receiver(post_save)
def aligned_with_a_comment(sender,  # SIG004
                           instance  # what was saved
                           ):
    pass


@receiver(post_save)
def keyword_only(sender, *, instance):  # SIG004
    pass


@receiver(post_save)
def keyword_only_throughout(*, sender, instance=None):  # SIG004
    pass


@receiver(post_save)
def positional_rest(*args):  # SIG004
    pass


@receiver(post_save)
def positional_rest_and_more(sender, *args, instance):  # SIG004
    pass


@receiver(post_save)
def positional_only(sender=None, /):  # SIG004
    pass


@receiver(post_save)
def positional_only_on_lines(  # SIG004
    sender=None,
    /,
):
    pass


@receiver(post_save)
def nothing():  # SIG004
    pass


@receiver(post_save)
def nothing_on_lines(  # SIG004
):
    pass


@receiver(post_save)
def name_is_taken(sender, kwargs=None):  # SIG004
    pass


@receiver(post_save)
def name_is_local(sender, instance):  # SIG004
    kwargs = {"pk": instance.pk}
    _kwargs = kwargs
    return _kwargs


@receiver(post_save)
async def asynchronous(sender, instance):  # SIG004
    pass


@receiver(post_save)
def long_default(sender, instance={  # SIG004
    "a": 1,
}):
    pass


@receiver(post_save)
def generic(sender, instance: "dict[str, int]" = dict(a=1, b=(2, 3))):  # SIG004
    # type: (type, dict[str, int]) -> None
    pass


if one_line:
    @receiver(post_save)
    def indented(  # SIG004
        sender,
        instance,
    ):
        pass

    class Receivers:
        @staticmethod
        @receiver(post_save)
        def method(sender, instance): return 1  # SIG004


post_save.connect(lambda sender: None, weak=False)  # SIG004
post_save.connect(weak=False, receiver=lambda: None)  # SIG004
post_save.connect(  # SIG004
    lambda sender, instance: (
        instance.save()  # again
    ),
    weak=False,
)
