# rules: SIG004
"""The layouts that a parameter list can have: the new parameter follows suit, and no comment is lost."""
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def one_line(sender, instance, **kwargs): pass


@receiver(post_save)
def trailing_comma(sender, instance, **kwargs,):
    pass


@receiver(post_save)
def spaced( sender, instance, **kwargs ):
    pass


@receiver(post_save)
def annotated(sender: type, instance: "Order" = None, **kwargs) -> None:
    pass


@receiver(post_save)
def one_each(
    sender,
    instance,
    **kwargs,
):
    pass


@receiver(post_save)
def one_each_without_a_trailing_comma(
    sender,
    instance,
    **kwargs
):
    pass


@receiver(post_save)
def aligned(sender,
            instance,
            **kwargs):
    pass


@receiver(post_save)
def aligned_and_closed_below(sender,
                             instance,
                             **kwargs
                             ):
    pass


@receiver(post_save)
def all_on_a_line_of_their_own(
    sender, instance, created,
    **kwargs
):
    pass


@receiver(post_save)
def filled(
        sender, instance, created,
        raw, using,
        **kwargs):
    pass


@receiver(post_save)
def with_comments(
    sender,  # the model
    # what was saved
    instance,  # just now
    **kwargs,
):
    pass


@receiver(post_save)
def with_a_comment_at_the_end(
    sender,
    instance,  # what was saved
    # and no more
    **kwargs
):
    pass


@receiver(post_save)
def with_comments_below(
    sender,
    instance,
    # created,
    # raw,
    **kwargs,
):
    pass


@receiver(post_save)
def with_a_comment_on_the_only_one(
    sender,  # the model
    **kwargs
):
    pass


@receiver(post_save)
def in_one_go_with_a_comment(sender=(
    None
), instance=None,  # what was saved
**kwargs
):
    pass


@receiver(post_save)
def aligned_with_a_comment(sender,
                           instance,  # what was saved
                           **kwargs
                           ):
    pass


@receiver(post_save)
def keyword_only(sender, *, instance, **kwargs):
    pass


@receiver(post_save)
def keyword_only_throughout(*, sender, instance=None, **kwargs):
    pass


@receiver(post_save)
def positional_rest(*args, **kwargs):
    pass


@receiver(post_save)
def positional_rest_and_more(sender, *args, instance, **kwargs):
    pass


@receiver(post_save)
def positional_only(sender=None, /, **kwargs):
    pass


@receiver(post_save)
def positional_only_on_lines(
    sender=None,
    /,
    **kwargs,
):
    pass


@receiver(post_save)
def nothing(**kwargs):
    pass


@receiver(post_save)
def nothing_on_lines(
**kwargs):
    pass


@receiver(post_save)
def name_is_taken(sender, kwargs=None, **_kwargs):
    pass


@receiver(post_save)
def name_is_local(sender, instance, **__kwargs):
    kwargs = {"pk": instance.pk}
    _kwargs = kwargs
    return _kwargs


@receiver(post_save)
async def asynchronous(sender, instance, **kwargs):
    pass


@receiver(post_save)
def long_default(sender, instance={
    "a": 1,
}, **kwargs):
    pass


@receiver(post_save)
def generic(sender, instance: "dict[str, int]" = dict(a=1, b=(2, 3)), **kwargs):
    # type: (type, dict[str, int]) -> None
    pass


if one_line:
    @receiver(post_save)
    def indented(
        sender,
        instance,
        **kwargs,
    ):
        pass

    class Receivers:
        @staticmethod
        @receiver(post_save)
        def method(sender, instance, **kwargs): return 1


post_save.connect(lambda sender, **kwargs: None, weak=False)
post_save.connect(weak=False, receiver=lambda **kwargs: None)
post_save.connect(
    lambda sender, instance, **kwargs: (
        instance.save()  # again
    ),
    weak=False,
)
