"""Where a unit's authority decides, and the letters of one that decides elsewhere."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0008_register")]

    initial = False

    operations = [
        ops.AddField(
            model_name="UnitRow", name="authority", field=fields.CharField(null=True, max_length=20)
        ),
        ops.AddField(
            model_name="CreditRow",
            name="is_elsewhere",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(model_name="DecisionRow", name="letter_on", field=fields.DateField(null=True)),
        ops.AddField(
            model_name="DecisionRow", name="letter_number", field=fields.TextField(null=True, unique=False)
        ),
        ops.AddField(
            model_name="DecisionRow",
            name="letter_evidence_id",
            field=fields.CharField(null=True, max_length=16),
        ),
    ]
