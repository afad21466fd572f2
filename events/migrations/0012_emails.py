import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def move_waiting_tasks(apps, schema_editor):
    """What waits for a worker finds its task where that lies now."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    tasks.filter(task_path="events.notices.deliver").update(task_path="events.outbox.deliver")


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_travel_money"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelTable(name="letter", table="events_letter"),
        migrations.RenameModel(old_name="Letter", new_name="Email"),
        migrations.AlterField(
            model_name="email",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="emails",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="told_up_to",
            field=models.BigIntegerField(
                default=0, editable=False, help_text="The last change of which emails were written."
            ),
        ),
        migrations.AlterField(
            model_name="registration",
            name="reminded_at",
            field=models.DateTimeField(
                editable=False,
                help_text="When the email “ends tomorrow” was written.",
                null=True,
            ),
        ),
        migrations.RunPython(move_waiting_tasks, migrations.RunPython.noop),
    ]
