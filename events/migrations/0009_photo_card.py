from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0008_recap")]

    operations = [
        migrations.AddField(
            model_name='photo',
            name='card',
            field=models.CharField(default='card.jpg', editable=False, help_text='The file that is shown where the sprint is shared; drawn anew under a new name.', max_length=30),
        ),
    ]
