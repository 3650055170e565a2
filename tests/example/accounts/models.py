from django.conf import settings
from django.db import models


class Customer(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)


class Notice(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    text = models.TextField()
