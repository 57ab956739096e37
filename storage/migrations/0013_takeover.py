"""Credits that were recognised elsewhere, and the imports they came by."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0012_outlook")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CreditImportRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("unit_id", fields.CharField(max_length=16)),
                ("source", fields.TextField(unique=False)),
                ("sha256", fields.CharField(db_index=True, max_length=64)),
                ("file_name", fields.TextField(unique=False)),
                ("size_bytes", fields.BigIntField()),
                ("credits", fields.IntField()),
                ("people", fields.IntField()),
                ("first_year", fields.IntField()),
                ("last_year", fields.IntField()),
                ("taken_over_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("taken_over_by", fields.TextField(unique=False)),
                (
                    "taken_back_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("taken_back_by", fields.TextField(unique=False)),
                ("reason", fields.TextField(unique=False)),
            ],
            options={
                "table": "credit_import",
                "app": "models",
                "indexes": [
                    Index(fields=["unit_id", "taken_over_at"], name="credit_import_of_unit")
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="CreditRow",
            name="import_id",
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(fields=["import_id"], name="credit_of_import"),
        ),
    ]
