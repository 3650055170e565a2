"""Django's own models, and what stands for a model. From django/contrib/*/models.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL = frozenset({"django.db.models.Model", "django.db.models.base.Model"})
"""The base class of all models, by both its names."""

MODEL_CLASSES = frozenset({"django.db.models.Model", "django.contrib.gis.db.models.Model"})
"""The classes that every model inherits from."""

GET_USER_MODEL = "django.contrib.auth.get_user_model"

USER_MODEL = "django.contrib.auth.models.User"
"""The user model of a project that does not set AUTH_USER_MODEL."""

MODELS: Mapping[str, str] = {
    "django.contrib.admin.models.LogEntry": "admin.LogEntry",
    "django.contrib.auth.models.Group": "auth.Group",
    "django.contrib.auth.models.Permission": "auth.Permission",
    USER_MODEL: "auth.User",
    "django.contrib.contenttypes.models.ContentType": "contenttypes.ContentType",
    "django.contrib.flatpages.models.FlatPage": "flatpages.FlatPage",
    "django.contrib.redirects.models.Redirect": "redirects.Redirect",
    "django.contrib.sessions.models.Session": "sessions.Session",
    "django.contrib.sites.models.Site": "sites.Site",
}
"""The models of Django's contrib apps, with the labels that a lazy sender uses."""

THROUGH_MODELS: Mapping[str, str] = {
    "django.contrib.auth.models.Group.permissions.through": "auth.Group_permissions",
    "django.contrib.auth.models.User.groups.through": "auth.User_groups",
    "django.contrib.auth.models.User.user_permissions.through": "auth.User_user_permissions",
    "django.contrib.flatpages.models.FlatPage.sites.through": "flatpages.FlatPage_sites",
}
"""The automatic through models of those, with their labels.

They send ``m2m_changed``, and never the signals of a save or delete (``auto_created`` in django/db/models/base.py and
deletion.py).
"""

ABSTRACT_MODELS = frozenset(
    {
        "django.contrib.auth.base_user.AbstractBaseUser",
        "django.contrib.auth.models.AbstractUser",
        "django.contrib.auth.models.PermissionsMixin",
        "django.contrib.sessions.base_session.AbstractBaseSession",
    }
)
"""Abstract models, which never send a signal."""

SKIPPED_BY = {
    "bulk_create": ("pre_save", "post_save"),
    "bulk_update": ("pre_save", "post_save"),
    "update": ("pre_save", "post_save"),
    "_raw_delete": ("pre_delete", "post_delete"),
}
"""Queryset methods that send no signals, each with the signals that the rows would otherwise send."""
