from .models import Item


def open_item(product):
    """Make the stock item that goes with a new product."""
    Item.objects.create(product=product)
