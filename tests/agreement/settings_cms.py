"""django-cms."""

SECRET_KEY = "not a secret"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
STATIC_URL = "static/"
SITE_ID = 1
ROOT_URLCONF = "cms.urls"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
DEBUG = True
CMS_PERMISSION = True
CMS_CONFIRM_VERSION4 = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "sekizai.context_processors.sekizai",
            ],
        },
    },
]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "cms",
    "menus",
    "sekizai",
    "treebeard",
]
