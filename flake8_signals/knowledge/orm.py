"""The methods of Django's ORM: which ones query the database, and which ones only build a query."""

from __future__ import annotations


def kinds(**methods: str) -> dict[str, str]:
    """The kind of each method, from the methods of each kind."""
    return {method: kind for kind, listed in methods.items() for method in listed.split()}


MANAGERS = frozenset({"objects", "all_objects", "_default_manager", "_base_manager"})
"""Attributes of a model that are always managers."""

LAZY = frozenset(
    "all filter exclude order_by select_related prefetch_related select_for_update using annotate alias distinct none "
    "only defer values values_list reverse union intersection difference dates datetimes extra db_manager get_queryset "
    "iterator".split()
)
"""Methods of managers and querysets that return a queryset."""

RELATED_LAZY = LAZY - {"values", "reverse", "union", "intersection", "difference", "none"}
"""Those that dictionaries, lists and sets lack: an attribute with one of them is a manager."""

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
"""Methods of managers and querysets that query the database."""

RELATED_CALLS = kinds(
    query="first last earliest latest exists aggregate in_bulk",
    create="create get_or_create update_or_create",
    bulk="bulk_create",
    m2m="add remove set clear",
)
"""Methods that query the database when called on an object's attribute: other attributes have few of these."""

OBJECT_CALLS = {"save": "save", "save_base": "save", "delete": "delete", "refresh_from_db": "refresh"}

EFFECTS = frozenset("query create update delete bulk m2m save refresh sql".split())
"""The kinds of effects that are queries."""

SAVE_ARGUMENTS = frozenset({"force_insert", "force_update", "using", "update_fields", "raw"})
"""The parameters of ``save()`` and ``save_base()``."""

SCHEMA_CALLS = frozenset(
    "schema_editor create_model delete_model alter_field add_field remove_field add_index remove_index rename_index "
    "add_constraint remove_constraint alter_db_table alter_unique_together alter_index_together".split()
)
"""What returns a schema editor, and its methods that change the database's schema."""
