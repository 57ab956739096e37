"""The reasons that units keep for their reviewers."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0003_jobs")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ReasonsRow",
            fields=[
                (
                    "unit",
                    fields.OneToOneField(
                        "models.UnitRow",
                        source_field="unit_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reasons",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "reasons",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={"table": "reasons", "app": "models", "pk_attr": "unit_id"},
            bases=["Model"],
        ),
    ]
