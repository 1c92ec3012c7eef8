from django.db import models


class Later(models.Model):
    class Meta:
        app_label = "later"
