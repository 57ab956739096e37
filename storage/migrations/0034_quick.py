"""What pages of a large unit ask for is told by indexes, before rows are fetched."""

from tortoise import migrations
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations import operations as ops

FOR_AUTHORITY, OPEN = {"to_authority": True}, {"counted": False}
AGAIN = ["decided_from", "counted", "to_authority"]


class Migration(migrations.Migration):
    dependencies = [("models", "0032_readings")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="CreditRow", name="credit_of_unit", fields=None),
        ops.RemoveIndex(model_name="CreditRow", name="credit_of_authority", fields=None),
        ops.RemoveIndex(model_name="CreditRow", name="credit_authority_queue", fields=None),
        ops.RemoveIndex(model_name="CycleRow", name="cycle_end", fields=None),
        ops.RemoveIndex(model_name="SearchTermRow", name="search_of_subject", fields=None),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(fields=["unit_id", "created_at", "origin", "stage"], name="credit_of_unit"),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["stage", "created_at", "decided_from"],
                name="credit_of_authority",
                condition=FOR_AUTHORITY,
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["stage", "year", "created_at", *AGAIN],
                name="credit_authority_year",
                condition=FOR_AUTHORITY,
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["stage", "submitted_at", *AGAIN],
                name="credit_authority_queue",
                condition=FOR_AUTHORITY,
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["unit_id", "origin", "created_at"],
                name="credit_unit_origin",
                condition=OPEN,
            ),
        ),
        ops.AddIndex(
            model_name="CycleRow",
            index=Index(fields=["ends_at", "starts_at", "id"], name="cycle_end"),
        ),
        ops.AddIndex(
            model_name="SearchTermRow",
            index=Index(fields=["subject_id", "kind", "term"], name="search_of_subject"),
        ),
        ops.AddIndex(
            model_name="StaffRow",
            index=Index(
                fields=["unit_id", "title", "staff_number", "id"], name="staff_of_title"
            ),
        ),
    ]
