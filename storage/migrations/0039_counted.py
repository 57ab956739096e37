"""What lists of a unit's credits count stands in their indexes: no row is fetched for it.

Of two indexes that serve alike SQLite takes the later one, so that their order here matters.
"""

from tortoise import migrations
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0038_flat")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="CreditRow", name="credit_of_unit", fields=None),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(
                fields=["unit_id", "created_at", "origin", "stage", "staff_id", "entered_by"],
                name="credit_of_unit",
            ),
        ),
        ops.RemoveIndex(model_name="CreditRow", name="credit_unit_queue", fields=None),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=[
                    *("unit_id", "stage", "submitted_at", "staff_id", "counted", "origin"),
                    "effective_on",
                ],
                name="credit_unit_queue",
                condition={"counted": False},
            ),
        ),
        ops.RemoveIndex(model_name="CreditRow", name="credit_unit_origin", fields=None),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=[
                    *("unit_id", "origin", "created_at", "stage", "staff_id", "counted"),
                    "effective_on",
                ],
                name="credit_unit_origin",
                condition={"counted": False},
            ),
        ),
    ]
