"""What is known of other libraries than Django, by dotted names; each table says what it is for."""

from __future__ import annotations

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
"""Configurations that are made to be inherited from, and have a ``ready()``."""

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
"""Functions of the standard library that return another value each time."""
