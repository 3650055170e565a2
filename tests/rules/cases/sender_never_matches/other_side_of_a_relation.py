# rules: SIG405
"""``remote_field`` of whatever field: it describes a relation, and ``through`` is an attribute of it."""

from django.db.models.signals import m2m_changed, post_save

from shop.services import relations_of


def bake(sender, **kwargs):
    pass


def track(model):
    for field in relations_of(model):
        m2m_changed.connect(bake, sender=field.remote_field)  # SIG405
        m2m_changed.connect(bake, sender=field.remote_field.through)
        m2m_changed.connect(bake, sender=field.through)
        post_save.connect(bake, sender=field.remote_field.model)
