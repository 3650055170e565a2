"""What the linter knows of libraries other than Django, and of the names that projects go by."""

from __future__ import annotations

import re

# --- Start-up --------------------------------------------------------------------------------------------------------

IMPORTS_BY_NAME = frozenset(
    {"importlib.import_module", "builtins.__import__", "django.utils.module_loading.import_module"}
)
"""What imports the module whose name it is given."""

IMPORTS_UNNAMED = frozenset({"pkgutil.iter_modules", "pkgutil.walk_packages", "builtins.exec"})
"""What a function that calls it may import modules with, whose names stand nowhere."""

LATE_MODULES = re.compile(
    r"(?:^|\.)(?:\w*urls|urlconf|views?|viewsets?|api|forms?|serializers?|middlewares?|context_processors|templatetags|"
    r"management|migrations|tasks?|consumers|routing|backends?|sitemaps?|feeds?|wsgi|asgi|manage|setup)(?:\.|$)"
)
"""The modules that are loaded for a request, a task or a command, by name too: whenever that comes, not at start-up."""

CONVENTION_MODULES = re.compile(
    r"\.(?:wagtail_hooks|cms_\w+|menus?|navigation|search_indexes|documents|translation|rules|permissions|checks|cron|jobs|actors|"
    r"hooks|plugins?|providers?|dashboard|panels|widgets|blocks|components|resources|schema|graphql|lookups|notifications|"
    r"actions|reports|celery\w*|dramatiq\w*)$"
)
"""The modules that some library looks for in every app, at a time of its own."""

# --- Classes ---------------------------------------------------------------------------------------------------------

PLAIN_BASES = ("builtins.", "abc.", "typing.")
"""Where bases come from that give a class no attribute that concerns a model or a signal."""


# --- Task queues -----------------------------------------------------------------------------------------------------

TASK_DECORATORS = frozenset(
    {
        "celery.shared_task",
        "celery.app.shared_task",
        "celery.task",
        "celery.task.task",
        "celery.decorators.task",
        "dramatiq.actor",
    }
)
"""Decorators that turn a function into a task: calling that runs it here and now, if it can be called at all."""

CELERY = "celery.Celery"

CELERY_TASK = f"{CELERY}.task"
"""What the ``task`` decorator of any Celery application goes by."""
