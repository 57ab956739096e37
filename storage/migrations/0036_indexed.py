"""Who has never signed in and what trainings wait for stand in the order of their lists."""

from tortoise import fields, migrations
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations import operations as ops

NEWCOMERS = """UPDATE staff SET is_newcomer = true WHERE id IN (SELECT staff_id FROM account
    WHERE password_hash IS NULL AND office IS NULL AND staff_id IS NOT NULL)"""
WAITING = """UPDATE training SET waits_since = submitted_at
    WHERE stage IN ('unit-review', 'closing-review')"""


class Migration(migrations.Migration):
    dependencies = [("models", "0035_counts")]

    initial = False

    operations = [
        ops.AddField(
            model_name="StaffRow",
            name="is_newcomer",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.RunSQL(NEWCOMERS, reverse_sql=ops.RunSQL.noop),
        ops.AddIndex(
            model_name="StaffRow",
            index=PartialIndex(
                fields=["unit_id", "staff_number", "id"],
                name="staff_newcomer",
                condition={"is_newcomer": True},
            ),
        ),
        ops.RemoveIndex(model_name="AccountRow", name="account_of_unit", fields=None),
        ops.AddIndex(
            model_name="AccountRow",
            index=Index(fields=["unit_id", "office"], name="account_of_unit"),
        ),
        ops.AddField(
            model_name="TrainingRow",
            name="waits_since",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(WAITING, reverse_sql=ops.RunSQL.noop),
        ops.RemoveIndex(model_name="TrainingRow", name="training_queue", fields=None),
        ops.AddIndex(
            model_name="TrainingRow",
            index=Index(
                fields=["unit_id", "waits_since", "id", "entered_by"], name="training_queue"
            ),
        ),
    ]
