from .models import Customer, Notice


def open_account(user):
    """Make the customer that goes with a new user."""
    Customer.objects.create(user=user)


def thank(order):
    """Leave a notice for the customer who has just paid."""
    Notice.objects.create(customer=order.customer, text=f"Order {order.pk} is paid. Thank you!")
