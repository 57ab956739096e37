"""Workbooks of claims beside those of credits recognised elsewhere."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0020_ways")]

    initial = False

    operations = [
        ops.AddField(
            model_name="CreditImportRow",
            name="kind",
            field=fields.CharField(default="taken-over", db_default="taken-over", max_length=20),
        ),
        ops.AddField(
            model_name="CreditImportRow",
            name="department_id",
            field=fields.CharField(default="", db_default="", max_length=16),
        ),
        ops.AddField(
            model_name="CreditImportRow",
            name="entered_by",
            field=fields.CharField(default="", db_default="", max_length=16),
        ),
    ]
