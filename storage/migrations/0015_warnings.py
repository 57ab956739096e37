"""Who is warned of the year's end and reminded of claims that wait, and that each is told once."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0013_takeover")]

    initial = False

    operations = [
        ops.AddField(
            model_name="AccountRow",
            name="wants_reminders",
            field=fields.BooleanField(default=True, db_default=True),
        ),
        ops.CreateModel(
            name="WarningRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("subject_kind", fields.CharField(max_length=20)),
                ("subject_id", fields.CharField(max_length=16)),
                ("day", fields.DateField()),
            ],
            options={
                "table": "warning",
                "app": "models",
                "unique_together": (("subject_kind", "subject_id", "day"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
