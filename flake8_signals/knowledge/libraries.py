"""What the linter knows about other libraries, and about the names that projects commonly use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

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

TASK_MODULES = re.compile(r"(?:^|\.)tasks?(?:\.|$)")
"""Those whose functions run for a task: one at a time in each process, most often."""

PER_REQUEST = ("rest_framework.", "django.views.", "django.forms.", "django.utils.deprecation.MiddlewareMixin")
"""What classes inherit from whose objects are made for a request or a form, or whose methods run for one."""

LATE_SETTINGS = (
    "ASGI_APPLICATION",
    "AUTHENTICATION_BACKENDS",
    "MIDDLEWARE",
    "MIDDLEWARE_CLASSES",
    "OAUTH2_PROVIDER",
    "REST_FRAMEWORK",
    "ROOT_URLCONF",
    "TEMPLATES",
    "WSGI_APPLICATION",
)
"""Settings that name what answers requests: it is loaded for the first one, or by the server alone."""

STARTED_BY_SETTINGS = {"HAYSTACK_SIGNAL_PROCESSOR": ("__init__", "setup")}
"""Settings that name a class of which a library's ``ready()`` makes an object, with the methods that this runs."""

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

SETTING_UP = re.compile(r"(?:^|_)database_ready$")
"""What the signals of libraries are called that are sent once the database is migrated (Nautobot's)."""

# --- Signals ---------------------------------------------------------------------------------------------------------

_SIGNALS = {
    "allauth.account.signals": "authentication_step_completed email_added email_changed email_confirmation_sent "
    "email_confirmed email_removed password_changed password_reset password_set user_logged_in user_signed_up",
    "allauth.mfa.signals": "authentication_failed authenticator_added authenticator_removed authenticator_reset "
    "authenticator_used",
    "allauth.socialaccount.signals": "pre_social_login social_account_added social_account_removed "
    "social_account_updated",
    "allauth.usersessions.signals": "session_client_changed",
    "anymail.signals": "inbound post_send pre_send tracking",
    "auditlog.signals": "accessed post_log pre_log",
    "axes.signals": "user_locked_out",
    "cms.signals": "post_obj_operation post_placeholder_operation pre_obj_operation pre_placeholder_operation "
    "urls_need_reloading",
    "constance.signals": "config_updated",
    "django_comments.signals": "comment_was_flagged comment_was_posted comment_will_be_posted",
    "django_fsm.signals": "post_transition pre_transition",
    "django_registration.signals": "user_activated user_registered",
    "djoser.signals": "user_activated user_registered user_updated",
    "djstripe.signals": "webhook_post_process webhook_post_validate webhook_pre_process webhook_pre_validate "
    "webhook_processing_error",
    "easy_thumbnails.signals": "saved_file thumbnail_created thumbnail_missed",
    "import_export.signals": "post_export post_import",
    "machina.apps.forum.signals": "forum_moved forum_viewed",
    "machina.apps.forum_conversation.signals": "topic_viewed",
    "mezzanine.forms.signals": "form_invalid form_valid",
    "nautobot.core.signals": "nautobot_database_ready",
    "notifications.signals": "notify",
    "oauth2_provider.signals": "app_authorized",
    "oscar.apps.basket.signals": "basket_addition voucher_addition voucher_removal",
    "oscar.apps.catalogue.reviews.signals": "review_added",
    "oscar.apps.catalogue.signals": "product_viewed",
    "oscar.apps.checkout.signals": "post_checkout post_payment pre_payment start_checkout",
    "oscar.apps.customer.signals": "user_logged_in user_registered",
    "oscar.apps.order.signals": "order_line_status_changed order_placed order_status_changed",
    "oscar.apps.search.signals": "user_search",
    "paypal.standard.ipn.signals": "invalid_ipn_received valid_ipn_received",
    "reversion.signals": "post_revision_commit pre_revision_commit",
    "simple_history.signals": "post_create_historical_m2m_records post_create_historical_record "
    "pre_create_historical_m2m_records pre_create_historical_record",
    "two_factor.signals": "user_verified",
    "wagtail.signals": "copy_for_translation_done init_new_page page_published page_slug_changed page_unpublished "
    "post_page_move pre_page_move published task_approved task_cancelled task_rejected task_submitted unpublished "
    "workflow_approved workflow_cancelled workflow_rejected workflow_submitted",
}

SIGNALS = frozenset(f"{module}.{name}" for module, names in _SIGNALS.items() for name in names.split())
"""The signals of other libraries, by their full names: plain ones of Django's class."""

_SIGNAL_PATH = re.compile(r"^(?!(?:celery|blinker|flask|scrapy|quart|gi|sqlalchemy)\.)(?:\w+\.)+signals?\.\w+$")


def is_signal(path: str) -> bool:
    """Whether a dotted name of a library is that of a signal of Django's kind, as ``accounts.signals.signed_up``.

    The module tells. Some libraries have signals of another kind, which pass other arguments.
    """
    return _SIGNAL_PATH.match(path) is not None


CELERY_SIGNALS = "celery.signals."
"""Where Celery's signals are, which ``receiver`` can connect too: they are not Django's."""

# --- Classes ---------------------------------------------------------------------------------------------------------

PLAIN_BASES = ("builtins.", "abc.", "typing.", "typing_extensions.")
"""Modules whose classes give a subclass no attribute that concerns models or signals."""

MODEL_GENERATORS = re.compile(
    rb"\b(?:HistoricalRecords|TranslatedFields|TranslatableModel)\b|\btypes\.new_class\(|"
    rb"\b(?:from|import)\s+(?:simple_history|parler|hvad|modeltranslation|pghistory|polymorphic)\b|"
    rb"(?:=|return)\s*(?:\w+\.)*ModelBase\(|\btype\([^\n]*\(\s*[\w.]*Model\s*[,)]"
)
"""What generates models from others, under names that the source does not spell: histories, translations."""

MODEL_LOOKUPS = frozenset({"django.apps.apps.get_model", "swapper.load_model"})
"""Functions that return a model, whichever."""

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

CELERY_CANVAS = frozenset(
    f"{module}.{name}" for module in ("celery", "celery.canvas") for name in ("chain", "chord", "group", "signature")
)
"""What makes several tasks into one."""

THREADS = frozenset({"threading.Thread", "threading.Timer"})
"""What runs a function beside the program, once it is started."""


class Queue(NamedTuple):
    """A library's queue of tasks: ``waits`` is what its settings say so that it is filled after the commit alone.

    From its version ``waits_since`` on the ``package`` does so by itself, where ``at_once`` is not in the settings.
    """

    waits: re.Pattern[bytes]
    package: str = ""
    waits_since: tuple[int, int] = (0, 0)
    at_once: re.Pattern[bytes] | None = None


_DJANGO_RQ = Queue(
    re.compile(rb"on_db_commit|request_finished|[\"']AUTOCOMMIT[\"']"),
    "django-rq",
    (4, 0),
    re.compile(rb"[\"']COMMIT_MODE[\"']\s{0,9}:\s{0,9}[\"']auto[\"']"),
)

DISPATCHING = {
    "django_q.tasks.async_task": Queue(re.compile(rb"[\"']orm[\"']\s*:")),
    "django_rq.enqueue": _DJANGO_RQ,
    "django_rq.get_queue": _DJANGO_RQ,
}
"""Functions that dispatch a task at once, unless they wait (or a setting keeps the queue in the database)."""

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

LAZY = frozenset(
    {
        "django.utils.functional.SimpleLazyObject",
        "django.utils.functional.lazy",
        "lazy_object_proxy.Proxy",
        "werkzeug.local.LocalProxy",
    }
)
"""What makes an object that stands for what a function returns."""

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

DELETED = "on_delete"
"""What only a foreign key is given, whatever a project calls its own class of them."""

GENERIC_RELATION = "GenericRelation"
"""The ending of the names of the fields that lead to what points back by a content type."""

ONE_TO_ONE = {"rest_framework.authtoken.models.Token": "user"}
"""Models of libraries that have one row for each object that this field points to."""

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
