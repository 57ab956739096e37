"""Which files look like one another, and of which that is still to be found out."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import PartialIndex
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0005_indexes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="LikenessRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "evidence",
                    fields.ForeignKeyField(
                        "models.EvidenceRow",
                        source_field="evidence_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="alike",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "other",
                    fields.ForeignKeyField(
                        "models.EvidenceRow",
                        source_field="other_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="alike_to",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "likeness",
                "app": "models",
                "unique_together": (("evidence", "other"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="EvidenceRow",
            name="compared",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddIndex(
            model_name="EvidenceRow",
            index=PartialIndex(
                fields=["uploaded_at", "id"],
                name="evidence_to_compare",
                condition={"compared": False},
            ),
        ),
    ]
