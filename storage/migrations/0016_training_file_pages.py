"""How many pages a training's file has; of which kind of staff somebody was in a year."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0015_warnings")]

    initial = False

    operations = [
        ops.AddField(
            model_name="TrainingFileRow",
            name="pages",
            field=fields.IntField(default=1, db_default=1),
        ),
        ops.AddField(
            model_name="YearRecordRow",
            name="staff_kind",
            field=fields.CharField(default="", db_default="", max_length=40),
        ),
    ]
