"""Jobs that are due again and again, asked for once, taken anew, and say what came of them."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    dependencies = [("models", "0002_rulebook")]

    initial = False

    operations = [
        ops.AddField(
            model_name="JobRow",
            name="attempts",
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name="JobRow",
            name="due_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="JobRow",
            name="key",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddField(
            model_name="JobRow",
            name="outcome",
            field=fields.JSONField(
                null=True,
                encoder=functools.partial(dumps, separators=(",", ":")),
                decoder=loads,
            ),
        ),
        ops.AddConstraint(
            model_name="JobRow",
            constraint=UniqueConstraint(fields=("asked_by", "key"), name=None),
        ),
    ]
