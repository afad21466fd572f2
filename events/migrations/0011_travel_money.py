from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0010_pictures_sent'),
    ]

    operations = [
        migrations.RenameField(
            model_name='fundentry',
            old_name='actor',
            new_name='by',
        ),
        migrations.AlterField(
            model_name='travelprogram',
            name='claim_deadline',
            field=models.DateField(blank=True, help_text='Empty: thirty days after the sprint.', null=True, verbose_name='receipts until'),
        ),
        migrations.AlterField(
            model_name='travelprogram',
            name='contact_email',
            field=models.EmailField(blank=True, help_text='For questions and receipts. Empty: the contact of the sprint.', max_length=254, verbose_name='contact'),
        ),
        migrations.AlterField(
            model_name='travelprogram',
            name='text_retention_days',
            field=models.PositiveSmallIntegerField(default=60, help_text='Days after the sprint until what people wrote is deleted; amounts and dates stay.', verbose_name='words kept for'),
        ),
        migrations.AddField(
            model_name='offer',
            name='absence_told_at',
            field=models.DateTimeField(editable=False, help_text='When the managers read that the person stays away.', null=True),
        ),
    ]
