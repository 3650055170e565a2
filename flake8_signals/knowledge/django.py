"""What Django ships: signals, their arguments and senders, names, modules, models and decorators, by version.

Tables and nothing else. Each names the place in Django's source (``django/…``) or documentation that it follows; the
tests compare them with every Django that they run on. A version of ``None`` means: at least since Django 3.2, the
oldest version compared. Earlier versions were looked up in the sources of those releases.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Version = tuple[int, int]

SIGNAL = "django.dispatch.Signal"
MODEL_SIGNAL = "django.db.models.signals.ModelSignal"
RECEIVER = "django.dispatch.receiver"


class Sender(Enum):
    """What a signal's ``sender`` is: the kind of object that ``sender=`` can match, and a phrase for messages."""

    def __init__(self, form: Literal["class", "instance", "string", "none"], phrase: str) -> None:
        self.form = form
        self.phrase = phrase

    MODEL = ("class", "the exact class of the model")
    THROUGH = ("class", "the relation's through model")
    USER = ("class", "the class of the user")
    HANDLER = ("class", "the class of the request handler")
    SETTINGS = ("class", "the class of the settings holder")
    DATABASE = ("class", "the class of the database wrapper")
    TASK_BACKEND = ("class", "the class of the task backend")
    APP_CONFIG = ("instance", "the AppConfig instance")
    MODELS_MODULE = ("instance", "the app's models module")
    TEMPLATE = ("instance", "the Template instance")
    RELOADER = ("instance", "the reloader instance")
    MODULE_NAME = ("string", "the string 'django.contrib.auth'")
    NOBODY = ("none", "nobody (its sender is None)")


class Argument(NamedTuple):
    """A keyword argument that a signal sends.

    ``since``: the first version that sends it (``None``: since the signal exists). ``always``: those versions send it
    every time. ``may_be_none``: Django itself sometimes sends ``None``.
    """

    name: str
    since: Version | None = None
    always: bool = True
    may_be_none: bool = False


class BuiltInSignal(NamedTuple):
    """A signal that Django sends.

    ``arguments`` are those besides ``signal`` and ``sender``. ``lazy_sender``: a ``ModelSignal``, whose sender may be
    given as ``"app.Model"``; only these use caching. ``since`` and ``removed`` are the first versions with and without
    it. ``result_used``: Django acts on what receivers return.
    """

    name: str
    sender: Sender
    arguments: tuple[Argument, ...] = ()
    lazy_sender: bool = False
    since: Version | None = None
    removed: Version | None = None
    result_used: bool = False

    def argument(self, name: str) -> Argument | None:
        """The argument called ``name``; ``None`` if no version sends one of that name."""
        return next((argument for argument in self.arguments if argument.name == name), None)


def _model_signal(name: str, *arguments: Argument, sender: Sender = Sender.MODEL) -> BuiltInSignal:
    return BuiltInSignal(f"django.db.models.signals.{name}", sender, arguments, lazy_sender=True)


# emit_pre_migrate_signal() and emit_post_migrate_signal() send whatever further arguments their callers have. `migrate`
# has these; `flush` and TransactionTestCase, with its available_apps, send post_migrate alone, and have none.
# django/core/management/sql.py, commands/migrate.py, commands/flush.py; django/test/testcases.py
_PRE_MIGRATE = (
    Argument("app_config"),
    Argument("verbosity"),
    Argument("interactive"),
    Argument("using"),
    Argument("apps", since=(1, 10)),
    Argument("plan", since=(1, 10)),
    Argument("stdout", since=(4, 0)),
)
_OF_MIGRATE_ALONE = ("apps", "plan", "stdout")
_POST_MIGRATE = tuple(argument._replace(always=argument.name not in _OF_MIGRATE_ALONE) for argument in _PRE_MIGRATE)

_USING = Argument("using")
_INSTANCE = Argument("instance")
_RAW = Argument("raw")
_UPDATE_FIELDS = Argument("update_fields", since=(1, 5), may_be_none=True)
_ORIGIN = Argument("origin", since=(4, 1))
_TASK_RESULT = Argument("task_result")

# docs/ref/signals.txt, and where each is sent, as noted.
_ALL = (
    # django/db/models/base.py, Model: ModelBase._prepare(), __init__(), save_base()
    BuiltInSignal("django.db.models.signals.class_prepared", Sender.MODEL),
    _model_signal("pre_init", Argument("args"), Argument("kwargs")),
    _model_signal("post_init", _INSTANCE),
    _model_signal("pre_save", _INSTANCE, _RAW, _USING, _UPDATE_FIELDS),
    _model_signal("post_save", _INSTANCE, Argument("created"), _RAW, _USING, _UPDATE_FIELDS),
    # django/db/models/deletion.py, delete() of Collector; docs/releases/4.1.txt, "Signals"
    _model_signal("pre_delete", _INSTANCE, _USING, _ORIGIN),
    _model_signal("post_delete", _INSTANCE, _USING, _ORIGIN),
    # django/db/models/fields/related_descriptors.py, ManyRelatedManager; docs/releases/6.1.txt, "Signals"
    _model_signal(
        "m2m_changed",
        Argument("action"),
        _INSTANCE,
        Argument("reverse"),
        Argument("model"),
        Argument("pk_set", may_be_none=True),
        _USING,
        Argument("raw", since=(6, 1)),
        sender=Sender.THROUGH,
    ),
    BuiltInSignal("django.db.models.signals.pre_migrate", Sender.APP_CONFIG, _PRE_MIGRATE, since=(1, 7)),
    BuiltInSignal("django.db.models.signals.post_migrate", Sender.APP_CONFIG, _POST_MIGRATE, since=(1, 7)),
    # docs/releases/1.9.txt, "Features removed in 1.9"
    BuiltInSignal(
        "django.db.models.signals.pre_syncdb",
        Sender.MODELS_MODULE,
        tuple(map(Argument, ("app", "create_models", "verbosity", "interactive", "db"))),
        since=(1, 6),
        removed=(1, 9),
    ),
    BuiltInSignal(
        "django.db.models.signals.post_syncdb",
        Sender.MODELS_MODULE,
        tuple(map(Argument, ("app", "created_models", "verbosity", "interactive", "db"))),
        removed=(1, 9),
    ),
    # django/core/handlers/wsgi.py and asgi.py, django/test/client.py: `environ` under WSGI, `scope` under ASGI
    BuiltInSignal(
        "django.core.signals.request_started",
        Sender.HANDLER,
        (Argument("environ", since=(1, 8), always=False), Argument("scope", since=(3, 0), always=False)),
    ),
    # django/http/response.py, HttpResponseBase.close(): the sender is None for a response that no handler made
    BuiltInSignal("django.core.signals.request_finished", Sender.HANDLER),
    # django/core/handlers/exception.py
    BuiltInSignal("django.core.signals.got_request_exception", Sender.NOBODY, (Argument("request"),)),
    # django/test/utils.py, override_settings: `value` is None for a setting that is gone again
    BuiltInSignal(
        "django.core.signals.setting_changed",
        Sender.SETTINGS,
        (Argument("setting"), Argument("value", may_be_none=True), Argument("enter", since=(1, 7))),
    ),
    # django/test/utils.py: instrumented_test_render(), in the place of the render() of templates
    BuiltInSignal(
        "django.test.signals.template_rendered", Sender.TEMPLATE, (Argument("template"), Argument("context"))
    ),
    # django/db/backends/base/base.py: connect() of BaseDatabaseWrapper
    BuiltInSignal("django.db.backends.signals.connection_created", Sender.DATABASE, (Argument("connection"),)),
    # django/contrib/auth/__init__.py: login(), logout(), authenticate(); docs/ref/contrib/auth.txt, "Login and logout
    # signals"; docs/releases/1.11.txt. An anonymous logout has no user, and its sender is NoneType.
    BuiltInSignal("django.contrib.auth.signals.user_logged_in", Sender.USER, (Argument("request"), Argument("user"))),
    BuiltInSignal(
        "django.contrib.auth.signals.user_logged_out",
        Sender.USER,
        (Argument("request"), Argument("user", may_be_none=True)),
    ),
    BuiltInSignal(
        "django.contrib.auth.signals.user_login_failed",
        Sender.MODULE_NAME,
        (Argument("credentials"), Argument("request", since=(1, 11), may_be_none=True)),
    ),
    # django/tasks/backends/immediate.py and dummy.py; docs/releases/6.0.txt
    *(
        BuiltInSignal(f"django.tasks.signals.{name}", Sender.TASK_BACKEND, (_TASK_RESULT,), since=(6, 0))
        for name in ("task_enqueued", "task_started", "task_finished")
    ),
    # django/utils/autoreload.py, BaseReloader: a true result of file_changed keeps the server from restarting
    BuiltInSignal("django.utils.autoreload.autoreload_started", Sender.RELOADER, since=(2, 2)),
    BuiltInSignal(
        "django.utils.autoreload.file_changed",
        Sender.RELOADER,
        (Argument("file_path"),),
        since=(2, 2),
        result_used=True,
    ),
)

SIGNALS: Mapping[str, BuiltInSignal] = {signal.name: signal for signal in _ALL}
"""Every signal that Django sends, or used to send, by its canonical dotted name."""


DURING_WRITES = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")
"""The signals that are sent while rows are written."""

LOGINS = ("user_logged_in", "user_logged_out", "user_login_failed")
"""The signals that are sent when users log in and out."""


HOUSEKEEPING = frozenset(
    "setting_changed template_rendered request_started request_finished got_request_exception connection_created "
    "class_prepared autoreload_started file_changed".split()
)
"""Signals that a module receives to keep its own state right: a changed setting, the end of a request."""


# --- Names -----------------------------------------------------------------------------------------------------------

# django.db.signals is no module: `from django.db import signals` is django.core's (django/db/__init__.py).
_REEXPORTS: Mapping[str, tuple[str, ...]] = {
    SIGNAL: (
        "django.contrib.auth.signals",
        "django.core.signals",
        "django.db.backends.signals",
        "django.db.models.signals",
        "django.db.signals",
        "django.dispatch.dispatcher",
        "django.tasks.signals",
        "django.test.signals",
        "django.utils.autoreload",
    ),
    RECEIVER: (
        "django.contrib.auth.hashers",
        "django.dispatch.dispatcher",
        "django.tasks.signals",
        "django.template.autoreload",
        "django.test.signals",
        "django.utils.translation.trans_real",
    ),
    "django.contrib.auth.signals.user_logged_in": ("django.contrib.auth", "django.contrib.auth.apps"),
    "django.contrib.auth.signals.user_logged_out": ("django.contrib.auth",),
    "django.contrib.auth.signals.user_login_failed": ("django.contrib.auth",),
    "django.core.signals.got_request_exception": ("django.db.signals", "django.test.client"),
    "django.core.signals.request_finished": (
        "django.core.handlers.base",
        "django.db.signals",
        "django.test.client",
        "django.utils.autoreload",
    ),
    "django.core.signals.request_started": ("django.db.signals", "django.test.client", "django.test.utils"),
    "django.core.signals.setting_changed": (
        "django.contrib.auth.hashers",
        "django.contrib.messages.apps",
        "django.contrib.postgres.apps",
        "django.core.files.storage",
        "django.core.files.storage.filesystem",
        "django.core.files.storage.memory",
        "django.db.models.options",
        "django.db.signals",
        "django.tasks.signals",
        "django.test.signals",
        "django.test.testcases",
        "django.test.utils",
        "django.utils.translation.trans_real",
    ),
    "django.db.backends.signals.connection_created": (
        "django.contrib.postgres.apps",
        "django.db.backends.base.base",
    ),
    "django.db.models.signals.class_prepared": ("django.db.models.base",),
    "django.db.models.signals.post_init": ("django.db.models.base",),
    "django.db.models.signals.post_migrate": (
        "django.contrib.auth.apps",
        "django.contrib.contenttypes.apps",
        "django.contrib.sites.apps",
    ),
    "django.db.models.signals.post_save": ("django.db.models.base",),
    "django.db.models.signals.pre_delete": ("django.contrib.sites.models",),
    "django.db.models.signals.pre_init": ("django.db.models.base",),
    "django.db.models.signals.pre_migrate": ("django.contrib.contenttypes.apps",),
    "django.db.models.signals.pre_save": ("django.contrib.sites.models", "django.db.models.base"),
    "django.tasks.signals.task_enqueued": ("django.tasks.backends.dummy", "django.tasks.backends.immediate"),
    "django.tasks.signals.task_finished": ("django.tasks.backends.immediate",),
    "django.tasks.signals.task_started": ("django.tasks.backends.immediate",),
    "django.test.signals.template_rendered": ("django.test.testcases", "django.test.utils"),
    "django.utils.autoreload.autoreload_started": ("django.template.autoreload", "django.utils.translation"),
    "django.utils.autoreload.file_changed": ("django.template.autoreload", "django.utils.translation"),
    "django.apps.AppConfig": ("django.apps.config",),
    "django.contrib.auth.base_user.AbstractBaseUser": ("django.contrib.auth.models",),
    "django.contrib.sessions.base_session.AbstractBaseSession": ("django.contrib.sessions.models",),
    "django.db.models.Model": ("django.db.models.base",),
}
"""Other modules of Django from which a name can be imported: for signals, ``Signal`` and ``receiver``, all of them."""

CANONICAL: Mapping[str, str] = {
    **{f"{module}.{home.rpartition('.')[2]}": home for home, modules in _REEXPORTS.items() for module in modules},
}
"""Other spellings of Django's names, each with the one that these tables use."""


def canonical(dotted: str) -> str:
    """The spelling of a full dotted name that these tables use; an unknown name is returned unchanged."""
    return CANONICAL.get(dotted, dotted)


_WRONG_MODULES = (
    "django",
    "django.contrib.auth",
    "django.contrib.auth.models",
    "django.contrib.auth.signals",
    "django.core",
    "django.core.dispatch",
    "django.core.signals",
    "django.db",
    "django.db.backends.signals",
    "django.db.models",
    "django.db.models.dispatch",
    "django.db.models.signals",
    "django.db.signals",
    "django.dispatch",
    "django.dispatch.dispatcher",
    "django.dispatch.signals",
    "django.signals",
    "django.test",
    "django.test.signals",
)

WRONG_PLACES: Mapping[str, str] = {
    wrong: home
    for home in (*(name for name, signal in SIGNALS.items() if not signal.removed), MODEL_SIGNAL, SIGNAL, RECEIVER)
    for module in _WRONG_MODULES
    if (wrong := f"{module}.{home.rpartition('.')[2]}") != home and wrong not in CANONICAL
}
"""Wrong places from which signals, ``Signal`` and ``receiver`` are imported, each with the right one.

Importing one raises ``ImportError``: ``django.core.signals.post_save``, ``django.dispatch.signals.receiver``.
"""

TEST_PLACES: Mapping[str, str] = {
    "django.test.signals.setting_changed": "django.core.signals.setting_changed",
}
"""Names that can be imported from Django's test tools but live elsewhere (django/core/signals.py, since 1.8)."""


class Removed(NamedTuple):
    """The first version without a name, and what replaces it."""

    version: Version
    instead: str


REMOVED: Mapping[str, Removed] = {
    "django.db.models.signals.pre_syncdb": Removed((1, 9), "django.db.models.signals.pre_migrate"),
    "django.db.models.signals.post_syncdb": Removed((1, 9), "django.db.models.signals.post_migrate"),
    # docs/releases/1.7.txt: weakref.WeakMethod took the place of saferef
    "django.dispatch.saferef": Removed((1, 7), "weakref.WeakMethod"),
    "django.dispatch.saferef.safeRef": Removed((1, 7), "weakref.WeakMethod"),
    "django.dispatch.saferef.BoundMethodWeakref": Removed((1, 7), "weakref.WeakMethod"),
    "django.dispatch.dispatcher.WEAKREF_TYPES": Removed((1, 7), "weakref.ReferenceType"),
    "django.dispatch.weakref_backports": Removed((2, 0), "weakref"),
    # PyDispatcher's functions, which Signal's methods replaced in 1.0
    "django.dispatch.dispatcher.connect": Removed((1, 0), f"{SIGNAL}.connect"),
    "django.dispatch.dispatcher.disconnect": Removed((1, 0), f"{SIGNAL}.disconnect"),
    "django.dispatch.dispatcher.send": Removed((1, 0), f"{SIGNAL}.send"),
    "django.dispatch.robust.sendRobust": Removed((1, 0), f"{SIGNAL}.send_robust"),
}
"""Names of the dispatcher that no longer exist."""

DEFAULT_APP_CONFIG_REMOVED: Version = (4, 1)
"""The first version that does not read ``default_app_config`` (docs/releases/4.1.txt; deprecated since 3.2)."""


# --- Calls -----------------------------------------------------------------------------------------------------------
# django/dispatch/dispatcher.py; django/db/models/signals.py

CONNECT_PARAMETERS = ("receiver", "sender", "weak", "dispatch_uid")
"""What ``Signal.connect()`` takes, in order; ``@receiver`` takes all but the first, by keyword."""

DISCONNECT_PARAMETERS = ("receiver", "sender", "dispatch_uid")
"""What ``Signal.disconnect()`` takes, in order."""

MODEL_SIGNAL_PARAMETER = "apps"
"""A ``ModelSignal``'s ``connect()`` and ``disconnect()`` take this parameter too, in the last place."""

SEND_METHODS = ("send", "send_robust")
ASYNC_SEND_METHODS = ("asend", "asend_robust")
ALL_SEND_METHODS = (*SEND_METHODS, *ASYNC_SEND_METHODS)

ASYNC_SINCE: Version = (5, 0)
"""The first version with ``asend()`` and with receivers that are ``async def`` (docs/releases/5.0.txt, "Signals")."""

RESERVED_ARGUMENTS = frozenset({"signal", "sender"})
"""Arguments that every receiver gets, and that ``send()`` therefore cannot take as further arguments."""

M2M_ACTIONS = ("pre_add", "post_add", "pre_remove", "post_remove", "pre_clear", "post_clear")
"""The values of ``m2m_changed``'s ``action``."""

WRAPPING_DECORATORS = frozenset(
    {
        "asgiref.sync.async_to_sync",
        "asgiref.sync.sync_to_async",
        "django.db.transaction.atomic",
        "django.test.override_settings",
        "django.test.modify_settings",
        "django.test.override_system_checks",
        "django.test.utils.ignore_warnings",
        "django.test.utils.isolate_apps",
        "django.test.utils.modify_settings",
        "django.test.utils.override_script_prefix",
        "django.test.utils.override_settings",
        "django.test.utils.override_system_checks",
        "django.utils.timezone.override",
        "django.utils.translation.override",
        "django.views.decorators.debug.sensitive_variables",
    }
)
"""Decorators that return another callable, which accepts what the function accepts and passes it on."""

RETURNING_DECORATORS = frozenset(
    {
        RECEIVER,
        "django.core.checks.register",
        "django.db.transaction.non_atomic_requests",
        "django.test.tag",
        "django.test.utils.tag",
    }
)
"""Decorators that return the function itself."""


class OwnConnection(NamedTuple):
    """A connection that Django's own apps make: the signal, the receiver, the sender and the dispatch uid."""

    signal: str
    receiver: str
    sender: str | None = None
    dispatch_uid: str | None = None


CONNECTIONS = (
    # django/contrib/auth/apps.py, contenttypes/apps.py, sites/models.py. Not those with a configuration as sender.
    OwnConnection(
        "django.contrib.auth.signals.user_logged_in",
        "django.contrib.auth.models.update_last_login",
        dispatch_uid="update_last_login",
    ),
    OwnConnection(
        "django.db.models.signals.post_migrate",
        "django.contrib.auth.management.create_permissions",
        dispatch_uid="django.contrib.auth.management.create_permissions",
    ),
    OwnConnection(
        "django.db.models.signals.post_migrate", "django.contrib.contenttypes.management.create_contenttypes"
    ),
    *(
        OwnConnection(
            f"django.db.models.signals.{signal}",
            "django.contrib.sites.models.clear_site_cache",
            "django.contrib.sites.models.Site",
        )
        for signal in ("pre_save", "pre_delete")
    ),
)
"""The receivers that Django's own apps connect, each with all that ``disconnect()`` has to name."""


# --- Start -----------------------------------------------------------------------------------------------------------

APP_CONFIG = frozenset({"django.apps.AppConfig", "django.apps.config.AppConfig"})
"""The base class of every app's configuration, by both its names."""

AUTODISCOVER = "django.utils.module_loading.autodiscover_modules"
"""Imports the named modules from each app that has them (django/utils/module_loading.py)."""

TASK = "django.tasks.task"
"""The decorator that makes a task (docs/releases/6.0.txt)."""

CONFIGS_WITH_READY = frozenset(
    {
        "django.contrib.admin.apps.AdminConfig",
        "django.contrib.admin.apps.SimpleAdminConfig",
        "django.contrib.auth.apps.AuthConfig",
        "django.contrib.contenttypes.apps.ContentTypesConfig",
        "django.contrib.gis.apps.GISConfig",
        "django.contrib.messages.apps.MessagesConfig",
        "django.contrib.postgres.apps.PostgresConfig",
        "django.contrib.sites.apps.SitesConfig",
        "django.contrib.staticfiles.apps.StaticFilesConfig",
    }
)
"""The configurations of Django's own apps that define ``ready()``."""

SETTING_UP = frozenset(
    "pre_migrate post_migrate pre_syncdb post_syncdb class_prepared connection_created setting_changed "
    "template_rendered autoreload_started file_changed".split()
)
"""Internal signals of Django whose receivers set something up, which can be done nowhere else."""

DATABASE_COMMANDS = frozenset(
    {"createcachetable", "createsuperuser", "dumpdata", "flush", "loaddata", "migrate", "sqlflush"}
)
"""Django's commands that work on the database."""
