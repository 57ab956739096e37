"""The second factor of administrators, and sessions that ask for its code."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0016_training_file_pages")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SecondFactorRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("secret", fields.BinaryField()),
                ("confirmed", fields.BooleanField()),
                ("last_step", fields.BigIntField()),
                (
                    "recovery",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={"table": "second_factor", "app": "models", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="SessionRow",
            name="asks_code",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="UnitRow",
            name="demands_second_factor",
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
