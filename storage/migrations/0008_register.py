"""What the manual asks of a person beyond the first register; staff numbers allocated here."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0004_reasons")]

    initial = False

    operations = [
        ops.CreateModel(
            name="NumberRangeRow",
            fields=[
                (
                    "id",
                    fields.IntField(primary_key=True, generated=False, unique=True, db_index=True),
                ),
                ("allocated", fields.BigIntField()),
            ],
            options={"table": "number_range", "app": "models", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="DepartmentRow",
            name="former_names",
            field=fields.JSONField(
                default=list,
                db_default="[]",
                encoder=functools.partial(dumps, separators=(",", ":")),
                decoder=loads,
            ),
        ),
        ops.AddField(
            model_name="StaffRow",
            name="document_kind",
            field=fields.CharField(default="resident", db_default="resident", max_length=30),
        ),
        ops.AddField(
            model_name="StaffRow",
            name="photo",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddField(
            model_name="StaffRow",
            name="staff_kind",
            field=fields.CharField(default="", db_default="", max_length=40),
        ),
    ]
