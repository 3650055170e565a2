"""Loaded by the first request, too late for what was sent before."""

from django.dispatch import receiver
from django.http import HttpResponse

from .events import paid


@receiver(paid)
def refresh(sender, **kwargs):
    pass


def order(request):
    from .late import thank

    paid.connect(thank)
    return HttpResponse(request.path)
