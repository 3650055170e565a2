"""What the linter knows of libraries other than Django, and of the names that projects go by."""

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
