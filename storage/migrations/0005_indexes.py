"""Indexes by unit, department, enterer and authority in the place of one by stage."""

from tortoise import migrations
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0004_reasons")]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name="CreditRow",
            name="credit_queue",
            fields=None,
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(fields=["unit_id", "created_at"], name="credit_of_unit"),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(fields=["unit_id", "year", "created_at"], name="credit_of_unit_year"),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(fields=["department_id", "created_at"], name="credit_of_department"),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=Index(fields=["entered_by", "created_at"], name="credit_entered"),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["stage", "created_at"],
                name="credit_of_authority",
                condition={"to_authority": True},
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["unit_id", "stage", "created_at"],
                name="credit_unit_stage",
                condition={"counted": False},
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["unit_id", "stage", "year", "created_at"],
                name="credit_unit_stage_year",
                condition={"counted": False},
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["unit_id", "stage", "submitted_at", "staff_id", "counted"],
                name="credit_unit_queue",
                condition={"counted": False},
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["department_id", "stage", "submitted_at", "staff_id", "counted"],
                name="credit_department_queue",
                condition={"counted": False},
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["entered_by", "stage", "created_at"],
                name="credit_entered_stage",
                condition={"counted": False},
            ),
        ),
        ops.AddIndex(
            model_name="CreditRow",
            index=PartialIndex(
                fields=["submitted_at"],
                name="credit_authority_queue",
                condition={"stage": "authority-review"},
            ),
        ),
        ops.AddIndex(
            model_name="CycleRow",
            index=Index(fields=["ends_at"], name="cycle_end"),
        ),
        ops.AddIndex(
            model_name="ExpectedRow",
            index=Index(fields=["department_id"], name="expected_of_department"),
        ),
        ops.AddIndex(
            model_name="LinkRow",
            index=Index(fields=["account_id"], name="link_account"),
        ),
        ops.RemoveIndex(
            model_name="TrainingRow",
            name="training_queue",
            fields=None,
        ),
        ops.AddIndex(
            model_name="TrainingRow",
            index=Index(fields=["unit_id", "stage", "submitted_at"], name="training_queue"),
        ),
        ops.AddIndex(
            model_name="TrainingRow",
            index=Index(fields=["unit_id", "created_at"], name="training_entered"),
        ),
        ops.AddIndex(
            model_name="TrainingRow",
            index=Index(fields=["unit_id", "starts_at"], name="training_held"),
        ),
        ops.AddIndex(
            model_name="YearRecordRow",
            index=Index(fields=["department_id", "year"], name="record_of_department"),
        ),
    ]
