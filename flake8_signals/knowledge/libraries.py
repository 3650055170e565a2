"""What the linter knows about other libraries, and about the names that projects commonly use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_signals.knowledge.orm import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

# --- Start-up --------------------------------------------------------------------------------------------------------

IMPORTS_BY_NAME = frozenset(
    {"importlib.import_module", "builtins.__import__", "django.utils.module_loading.import_module"}
)
"""Functions that import the module whose name they are given."""

IMPORTS_UNNAMED = frozenset({"pkgutil.iter_modules", "pkgutil.walk_packages", "builtins.exec"})
"""Functions that may import modules whose names are not in the source."""

LATE_MODULES = re.compile(
    r"(?:^|\.)(?:\w*urls|urlconf|views?|viewsets?|api|forms?|serializers?|middlewares?|context_processors|templatetags|"
    r"management|migrations|tasks?|consumers|routing|backends?|sitemaps?|feeds?|wsgi|asgi|manage|setup)(?:\.|$)"
)
"""Modules that are loaded for a request, a task or a command, perhaps by name, but not at start-up."""

VIEW_MODULES = re.compile(
    r"(?:^|\.)(?:views?|viewsets?|api|forms?|serializers?|middlewares?|tasks?|resolvers?)(?:\.|$)"
)
"""The modules whose functions run for a request, a form or a task: after start-up, over and over, several at a time."""

CONVENTION_MODULES = re.compile(
    r"\.(?:wagtail_hooks|cms_\w+|menus?|navigation|search_indexes|documents|translation|rules|permissions|checks|cron|jobs|actors|"
    r"hooks|plugins?|providers?|dashboard|panels|widgets|blocks|components|resources|schema|graphql|lookups|notifications|"
    r"actions|reports|celery\w*|dramatiq\w*)$"
)
"""Modules that some library imports from every app, at a time of its own."""

PERIODIC = re.compile(
    r"cron|periodic|(?:^|_)(?:minutely|hourly|daily|nightly|weekly|monthly|tick)(?:_|$)|(?:^|_)every_"
)
"""What the signals of a project are called that a timer sends: their receivers are jobs."""

_SIGNALS = re.compile(r"^(?!(?:celery|blinker|flask|scrapy|quart|gi|sqlalchemy)\.)(?:\w+\.)+signals?\.\w+$")


def is_signal(path: str) -> bool:
    """Whether a dotted name of a library is that of a signal of Django's kind, as ``accounts.signals.signed_up``.

    The module tells. Some libraries have signals of another kind, which pass other arguments.
    """
    return _SIGNALS.match(path) is not None


# --- Classes ---------------------------------------------------------------------------------------------------------

PLAIN_BASES = ("builtins.", "abc.", "typing.", "typing_extensions.")
"""Modules whose classes give a subclass no attribute that concerns models or signals."""


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
"""Decorators that turn a function into a task: calling it runs it at once, if it can be called at all."""

CELERY = "celery.Celery"

CELERY_TASK = f"{CELERY}.task"
"""The name that stands for the ``task`` decorator of any Celery application."""


# --- What a call does outside of the process: tasks, logs, network, mail, files ---------------------------------------

TASK_CALLS = frozenset(
    "delay apply_async delay_on_commit apply_async_on_commit adelay aapply_async "
    "enqueue aenqueue enqueue_call enqueue_at enqueue_in send_task send_with_options".split()
)

DEFERRED_TASKS = frozenset({"delay_on_commit", "apply_async_on_commit"})
"""Task calls that wait for the commit by themselves."""

TASK_SIGNATURES = frozenset("s si signature subtask using".split())
"""Methods of a task that return something to dispatch."""

LOG_CALLS = frozenset("debug info warning warn error exception critical fatal log".split())

LOGGERS = frozenset({"logger", "log", "logging"})

FUNCTIONS = {
    **kinds(
        input="builtins.input",
        file="builtins.open",
        print="builtins.print",
        command="django.core.management.call_command",
        transaction="django.db.transaction.atomic",
        query="django.shortcuts.get_list_or_404 django.shortcuts.get_object_or_404",
        task="django_q.tasks.async_task",
        sleep="time.sleep",
    ),
    **kinds(subprocess="os.popen os.system"),
    **{f"django.core.mail.{name}": "mail" for name in "mail_admins mail_managers send_mail send_mass_mail".split()},
    **{
        f"os.{name}": "file"
        for name in "remove unlink rename replace makedirs mkdir rmdir removedirs symlink link truncate".split()
    },
    **{
        f"subprocess.{n}": "subprocess"
        for n in "run call check_call check_output Popen getoutput getstatusoutput".split()
    },
}
"""What functions do, by their full names."""

_ANY = frozenset[str]()

_HTTP = frozenset("get post put patch delete head options request send stream urlopen urlretrieve".split())

_STORAGE = frozenset({"open", "save", "delete"})

_STRIPE = frozenset("create retrieve modify delete list cancel confirm capture refund search update pay".split())

_MAIL = {
    f"django.core.mail.{where}{name}"
    for where in ("", "message.")
    for name in ("EmailMessage", "EmailMultiAlternatives")
}

METHODS: Mapping[str, tuple[str, frozenset[str]]] = {
    "aiohttp": ("network", _HTTP),
    "boto3.Session": ("network", _ANY),
    "boto3.client": ("network", _ANY),
    "boto3.resource": ("network", _ANY),
    "boto3.session.Session": ("network", _ANY),
    "django.core.cache.cache": ("cache", _ANY),
    "django.core.cache.caches": ("cache", _ANY),
    "django.core.files.storage.default_storage": ("file", _STORAGE),
    "django.core.files.storage.storages": ("file", _STORAGE),
    "django.core.mail.get_connection": ("mail", frozenset({"send_messages"})),
    "django.db.connection": ("sql", frozenset("cursor chunked_cursor execute executemany callproc".split())),
    "django.db.connections": ("sql", frozenset("cursor chunked_cursor execute executemany callproc".split())),
    "elasticsearch.Elasticsearch": ("network", _ANY),
    "ftplib": ("network", frozenset("FTP FTP_TLS".split())),
    "http.client": ("network", frozenset({"connect", "request", "getresponse"})),
    "httpx": ("network", _HTTP),
    "paramiko": ("network", frozenset({"connect", "exec_command", "open_sftp"})),
    "pathlib.Path": (
        "file",
        frozenset("open read_text read_bytes write_text write_bytes unlink mkdir rmdir rename replace touch".split()),
    ),
    "requests": ("network", _HTTP),
    "shutil": ("file", frozenset("copy copy2 copyfile copyfileobj copytree move rmtree".split())),
    "slack_sdk.WebClient": ("network", _ANY),
    "slack_sdk.webhook.WebhookClient": ("network", _ANY),
    "smtplib": ("network", frozenset({"SMTP", "SMTP_SSL", "login", "sendmail", "send_message"})),
    "socket": ("network", frozenset({"create_connection", "connect", "sendall"})),
    "stripe": ("network", _STRIPE),
    "twilio.rest.Client": ("network", frozenset({"create", "fetch", "update", "list"})),
    "urllib.request": ("network", _HTTP),
    "urllib3": ("network", _HTTP),
    "xmlrpc.client.ServerProxy": ("network", _ANY),
    **dict.fromkeys(_MAIL, ("mail", frozenset({"send"}))),
}
"""What methods do on these objects and on what those hold or return (empty: all methods but those of ``IDLE``)."""

IDLE = frozenset({"client", "resource", "close", "quit", "path", "url", "meta"})

# --- Decorators -------------------------------------------------------------------------------------------------------

UNRELATED_DECORATORS = frozenset(
    {"builtins", "django", "functools", "contextlib", "dataclasses", "unittest", "pytest", "celery", "typing"}
)
"""Packages whose decorators never wrap ``receiver``."""

# --- Model fields -----------------------------------------------------------------------------------------------------

RELATIONS = ("ManyToManyField", "ForeignKey", "OneToOneField", "ParentalKey", "ParentalManyToManyField")
"""Endings of the names of relational fields: Django's, and django-modelcluster's."""

# --- Configurations, decorators and functions that rules ask about ----------------------------------------------------

CONFIGS_WITH_READY = frozenset(
    {
        "extras.plugins.PluginConfig",  # NetBox before 4.0
        "nautobot.apps.NautobotAppConfig",
        "nautobot.core.apps.NautobotConfig",
        "nautobot.extras.plugins.NautobotAppConfig",
        "nautobot.extras.plugins.PluginConfig",  # Nautobot 1
        "netbox.plugins.PluginConfig",
        "oscar.apps.analytics.apps.AnalyticsConfig",
        "oscar.apps.basket.apps.BasketConfig",
        "oscar.apps.catalogue.apps.CatalogueConfig",
        "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
        "oscar.apps.checkout.apps.CheckoutConfig",
        "oscar.apps.customer.apps.CustomerConfig",
        "oscar.apps.offer.apps.OfferConfig",
        "oscar.apps.partner.apps.PartnerConfig",
        "oscar.apps.search.apps.SearchConfig",
        "oscar.apps.voucher.apps.VoucherConfig",
        "oscar.apps.wishlists.apps.WishlistsConfig",
        "pulpcore.plugin.PulpPluginAppConfig",
        "wagtail.admin.apps.WagtailAdminAppConfig",
        "wagtail.images.apps.WagtailImagesAppConfig",
        "wagtail.snippets.apps.WagtailSnippetsAppConfig",
        "wagtail.users.apps.WagtailUsersAppConfig",
    }
)
"""Configurations that are meant to be subclassed, and that define ``ready()``."""

WRAPPING_DECORATORS = frozenset(
    {
        "backoff.on_exception",
        "backoff.on_predicate",
        "functools.cache",
        "functools.lru_cache",
        "retry.retry",
        "retrying.retry",
        "tenacity.retry",
    }
)
"""Decorators that return another function, which does more than the decorated one."""

NEW_EACH_TIME = frozenset(
    {
        "builtins.object",
        "random.getrandbits",
        "random.randint",
        "random.random",
        "secrets.token_bytes",
        "secrets.token_hex",
        "secrets.token_urlsafe",
        "time.monotonic",
        "time.perf_counter",
        "time.time",
        "uuid.uuid1",
        "uuid.uuid4",
    }
)
"""Functions of the standard library that return a different value each time."""
