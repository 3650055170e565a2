# rules: SIG802
"""In a test, Django's test tools are where they belong; what is nowhere is nowhere there either."""

# shop/tests/test_settings.py
from django.test.signals import setting_changed
from django.core.signals import post_save  # SIG802


def changed(sender, **kwargs):
    pass


setting_changed.connect(changed)
# shop/probes.py
"""It needs the test tools anyway."""
from django.test.signals import setting_changed, template_rendered


def changed(sender, **kwargs):
    pass


setting_changed.connect(changed)
template_rendered.connect(changed)
