from django.db import migrations

from xiezhi_desk.accounts import guards


def put(apps, editor):
    guards.put(editor.connection)


def lift(apps, editor):
    guards.lift(editor.connection)


class Migration(migrations.Migration):
    """The three administrators are three people, whoever writes into the table."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(put, lift)]
