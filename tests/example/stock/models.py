from django.db import models


class Item(models.Model):
    product = models.OneToOneField("catalog.Product", models.CASCADE)
    quantity = models.IntegerField(default=0)
