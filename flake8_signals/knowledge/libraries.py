"""What other libraries than Django have: names, and what is known of them."""

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
