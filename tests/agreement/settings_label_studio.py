"""label-studio's own settings on SQLite, with nothing asked or told over the network."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory()
os.environ.update(
    COLLECT_ANALYTICS="false",
    DJANGO_DB="sqlite",
    DJANGO_SETTINGS_MODULE="core.settings.label_studio",  # it reads itself through django.conf while it is imported
    FRONTEND_SENTRY_DSN="",
    LABEL_STUDIO_BASE_DATA_DIR=_folder.name,
    LATEST_VERSION_CHECK="false",
    SENTRY_DSN="",
)

from core.settings.label_studio import *  # noqa: E402, F403
