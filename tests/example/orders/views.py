from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from . import services
from .models import Order


@require_POST
def pay_order(request, pk):
    """Pay an order, and say how many of its lines are still open."""
    order = get_object_or_404(Order, pk=pk)
    services.pay(order)
    order.refresh_from_db()
    return JsonResponse({"open_lines": order.open_lines})
