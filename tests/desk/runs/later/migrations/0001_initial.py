from django.db import migrations, models


# ruff: noqa: RUF012  (as Django writes them)
class Migration(migrations.Migration):
    initial = True
    dependencies = [("runs", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Later",
            fields=[("id", models.BigAutoField(primary_key=True, serialize=False))],
        )
    ]
