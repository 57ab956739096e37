"""What was read of the files that people hand in, and which are still to be read."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations import operations as ops

PACKED = functools.partial(dumps, separators=(",", ":"))


class Migration(migrations.Migration):
    dependencies = [("models", "0028_ends")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ReadingRow",
            fields=[
                (
                    "evidence",
                    fields.OneToOneField(
                        "models.EvidenceRow",
                        source_field="evidence_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reading",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("account_id", fields.CharField(max_length=16)),
                ("stage", fields.CharField(max_length=20)),
                ("asked_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("attempts", fields.IntField(default=0, db_default=0)),
                ("found", fields.JSONField(encoder=PACKED, decoder=loads)),
                ("codes", fields.JSONField(encoder=PACKED, decoder=loads)),
                ("paper", fields.CharField(null=True, db_index=True, max_length=64)),
                (
                    "read_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("told", fields.BooleanField(default=False, db_default=False)),
            ],
            options={
                "table": "reading",
                "app": "models",
                "indexes": [
                    PartialIndex(
                        fields=["asked_at"],
                        name="reading_waiting",
                        condition={"stage": "waiting"},
                    ),
                    PartialIndex(
                        fields=["read_at"], name="reading_untold", condition={"told": False}
                    ),
                    Index(fields=["account_id", "read_at"], name="reading_news"),
                ],
                "pk_attr": "evidence_id",
            },
            bases=["Model"],
        ),
    ]
