# rules: SIG609
"""Locals that are made of themselves have no value that is known."""


@receiver(m2m_changed, sender=Pizza.toppings.through)
def loops(sender, instance, action, pk_set, **kwargs):
    node = node.parent
    if node.parent.first:
        print(list(pk_set))
    flag = flag and action
    if flag:
        print(list(pk_set))
    both = other or both
    other = both and not other
    if not both:
        print(list(pk_set))
