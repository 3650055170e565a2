from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_signals.project.startup import APP_CONFIG
from flake8_signals.rule import FileRule, Fix, Violation
from flake8_signals.syntax.values import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from flake8_signals.project.file import SourceFile
    from flake8_signals.project.names import Class


_DJANGOS = frozenset(
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
"""The configurations of Django's own apps that have a ``ready()``."""

_LIBRARIES = frozenset(
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
"""Those of libraries that are there to be inherited from, and have one: most others' bases have none to replace."""


class ReadyWithoutSuper(FileRule):
    """A ``ready()`` replaces the one that its class inherits, and does not call it.

    ## Why is this bad?
    Django's own ``AppConfig.ready()`` does nothing, but that of another base class connects its receivers, and
    registers whatever else it is there for. A ``ready()`` without ``super().ready()`` switches all of that off. (One
    that does nothing at all, or loads itself what it wants of the base's package, is taken to do so on purpose.)

    ## Example
    ```python
    # shop/apps.py
    from django.contrib.auth.apps import AuthConfig


    class ShopAuthConfig(AuthConfig):
        def ready(self):  # SIG105
            from . import signals  # noqa: F401
    ```

    ## Use instead
    ```python
    # shop/apps.py
    from django.contrib.auth.apps import AuthConfig


    class ShopAuthConfig(AuthConfig):
        def ready(self):
            super().ready()
            from . import signals  # noqa: F401
    ```

    ## References
    - https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
    """

    code = "SIG105"

    def check(self, file: SourceFile) -> Iterator[Violation]:
        """Every ``ready()`` of a configuration whose base has one of its own; to do nothing is to switch that off."""
        if file.is_test or not file.project.startup.is_config_module(file.module):
            return
        for config in file.project.startup.configs_of(file.module):
            base = _base_with_ready(file, config)
            if not base or "ready" not in config.outline.methods:
                continue
            ready = file.module.function(f"{config.outline.qualname}.ready")
            if ready is None or _calls_ready(file, config):
                continue
            if file.module.body(ready).is_stub or _does_the_work_of(base, file, config):
                continue
            yield self.violation(
                file.at(ready.place),
                f"{config.outline.qualname}.ready() replaces that of {base}, which is never called; begin it with "
                "super().ready()",
                Fix(call_super, ready.place, unsafe=True),
            )


def _base_with_ready(file: SourceFile, config: Class) -> str:
    """The first base whose ``ready()`` is missed: a known library's, or one of this project's that connects receivers.

    Empty where there is none, or none that is known to be.
    """
    for index, ancestor in enumerate(file.project.names.ancestors(config.path, config.module)):
        if isinstance(ancestor, str):
            if ancestor not in APP_CONFIG:
                return ancestor if ancestor in _DJANGOS | _LIBRARIES else ""
        elif index and "ready" in ancestor.outline.methods:
            return ancestor.path if file.project.startup.reach(ancestor).connects() else ""
    return ""


def _calls_ready(file: SourceFile, config: Class) -> bool:
    """Whether some method of a configuration calls a ``ready()``: its own ``ready()`` may leave that to another."""
    methods = (f"{config.outline.qualname}.{method}" for method in config.outline.methods)
    return any(last_name(call.target) == "ready" for method in methods for call in file.module.calls(method))


def _does_the_work_of(base: str, file: SourceFile, config: Class) -> bool:
    """Whether ``ready()`` loads something of the library that ``base`` is from: it picks what to take over."""
    scope, package = f"{config.outline.qualname}.ready", base.rpartition(".")[0].removesuffix(".apps")
    imports = (i for i in file.module.outline.imports if i.scope == scope)
    return base not in _DJANGOS and any(i.target.startswith(f"{package}.") for i in imports)


def call_super(ready: cst.FunctionDef) -> cst.FunctionDef:
    """A ``ready()`` that begins with a call of the one that it replaces."""
    from flake8_signals.edits import nodes

    (new,) = nodes.statements("super().ready()\n")
    return ready.with_changes(body=nodes.with_first(nodes.block(ready.body), new))
