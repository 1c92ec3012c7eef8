from django.db import migrations

from xiezhi_desk.audit import guards


def put(apps, editor):
    guards.put(editor.connection)
    apps.get_model("audit", "Head").objects.get_or_create(pk=1)


def lift(apps, editor):
    guards.lift(editor.connection)


class Migration(migrations.Migration):
    """Nobody changes or deletes an entry, whoever holds the connection."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(put, lift)]
