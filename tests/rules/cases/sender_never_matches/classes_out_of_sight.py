# rules: SIG405
"""An attribute of a class is no through model unless it is called so, whatever the class; a metaclass saves nothing."""

# shop/signals.py
from django.contrib.auth import get_user_model
from elsewhere.models import Article, tags

User = get_user_model()


def index(sender, **kwargs):
    pass


m2m_changed.connect(index, sender=Article.tags)  # SIG405
m2m_changed.connect(index, sender=User.groups)  # SIG405
m2m_changed.connect(index, sender=get_user_model().groups)  # SIG405
post_save.connect(index, sender=type(Order))  # SIG405
post_save.connect(index, sender=Order.__class__)  # SIG405
post_save.connect(index, sender=type(User))  # SIG405
post_save.connect(index, sender=type(apps.get_model("library", "Book")))  # SIG405


class Registry:
    def watch(self, instance):
        m2m_changed.connect(index, sender=self.model.tags)  # SIG405
        m2m_changed.connect(index, sender=self.model.tags.through)
        m2m_changed.connect(index, sender=self.tags)
        post_save.connect(index, sender=type(instance))
        post_save.connect(index, sender=instance.__class__)


m2m_changed.connect(index, sender=Article.tags.through)
m2m_changed.connect(index, sender=Article.tags_through)
m2m_changed.connect(index, sender=Article.Tagging)
m2m_changed.connect(index, sender=tags.through)
m2m_changed.connect(index, sender=User.groups.through)
