import os

from django.db import migrations


def more(apps, editor):
    apps.get_model("accounts", "Office").objects.update(name_en="spoilt by the upgrade")


def fails(apps, editor):
    if os.environ.get("LATER_FAILS"):
        raise RuntimeError("no")


# ruff: noqa: RUF012  (as Django writes them)
class Migration(migrations.Migration):
    atomic = False
    dependencies = [("later", "0001_initial")]
    operations = [migrations.RunPython(more), migrations.RunPython(fails)]
