"""The methods of Django's ORM: what reaches the database, and what only says how."""

from __future__ import annotations


def kinds(**methods: str) -> dict[str, str]:
    """Each method's kind, from each kind's methods."""
    return {method: kind for kind, listed in methods.items() for method in listed.split()}


MANAGERS = frozenset({"objects", "all_objects", "_default_manager", "_base_manager"})
"""The attributes of a model that are certainly managers."""

LAZY = frozenset(
    "all filter exclude order_by select_related prefetch_related select_for_update using annotate alias distinct none "
    "only defer values values_list reverse union intersection difference dates datetimes extra db_manager get_queryset "
    "iterator".split()
)
"""What a manager or queryset has that gives a queryset."""

RELATED_LAZY = LAZY - {"values", "reverse", "union", "intersection", "difference", "none"}
"""Those that no dictionary, list or set has: what has them is certainly a manager."""

RETURNING_OBJECT = frozenset("get first last earliest latest create".split())
"""Methods returning an object."""

RETURNING_PAIR = frozenset({"get_or_create", "update_or_create"})
"""Methods returning ``(object, created)``."""

QUERYSET_CALLS = kinds(
    query="get first last earliest latest count exists aggregate contains in_bulk iterator explain",
    create="create get_or_create update_or_create",
    bulk="bulk_create bulk_update _raw_delete",
    update="update",
    delete="delete",
    sql="raw",
)
"""What reaches the database, of a manager or queryset."""

RELATED_CALLS = kinds(
    query="first last earliest latest exists aggregate in_bulk",
    create="create get_or_create update_or_create",
    bulk="bulk_create",
    m2m="add remove set clear",
)
"""What reaches the database, of an attribute of an object: no other attribute has most of these."""

OBJECT_CALLS = {"save": "save", "save_base": "save", "delete": "delete", "refresh_from_db": "refresh"}

SAVE_ARGUMENTS = frozenset({"force_insert", "force_update", "using", "update_fields", "raw"})
"""What ``save()`` and ``save_base()`` take."""

SCHEMA_CALLS = frozenset(
    "schema_editor create_model delete_model alter_field add_field remove_field add_index remove_index rename_index "
    "add_constraint remove_constraint alter_db_table alter_unique_together alter_index_together".split()
)
"""What gives a schema editor, and what that alters the database with."""
