from django.urls import path

from orders.views import pay_order

urlpatterns = [path("orders/<int:pk>/pay/", pay_order)]
