"""What lists are narrowed by is told apart in the index that has their order.

Pages look among so many rows for those that fit, so these are not fetched one by one. People of a
status, a specialty, a kind of post stand by their number; trainings of a year as they were entered.
Of two indexes that serve alike SQLite takes the later one, hence their order.
"""

from tortoise import migrations
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations import operations as ops

NOT_COUNTED = {"counted": False}
BEFORE_AUTHORITY = {"to_authority": True}
FILTERS = ("subtype", "rule", "held_from", "held_to")
WHOSE = ("origin", "stage", "staff_id", "entered_by")
ENTERED = ("unit_id", "created_at", "id")

CHANGED = (
    ("CreditRow", Index(fields=(*ENTERED, *WHOSE, *FILTERS), name="credit_of_unit")),
    (
        "CreditRow",
        Index(
            fields=("unit_id", "year", "created_at", "id", *WHOSE, "subtype", "rule"),
            name="credit_of_unit_year",
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=(
                *("unit_id", "stage", "created_at", "id", "origin", "staff_id", "counted"),
                *("year", *FILTERS),
            ),
            name="credit_unit_stage",
            condition=NOT_COUNTED,
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=("unit_id", "stage", "year", "created_at", "id"),
            name="credit_unit_stage_year",
            condition=NOT_COUNTED,
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=(
                *("unit_id", "stage", "submitted_at", "id", "staff_id", "counted", "origin"),
                *("effective_on", "year", *FILTERS),
            ),
            name="credit_unit_queue",
            condition=NOT_COUNTED,
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=(
                *("unit_id", "origin", "created_at", "id", "stage", "staff_id", "counted"),
                *("effective_on", "training_id", "activity", "held_to"),
            ),
            name="credit_unit_origin",
            condition=NOT_COUNTED,
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=("entered_by", "stage", "created_at", "id"),
            name="credit_entered_stage",
            condition=NOT_COUNTED,
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=("stage", "created_at", "id", "decided_from", "to_authority", *FILTERS),
            name="credit_of_authority",
            condition=BEFORE_AUTHORITY,
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=(
                *("stage", "year", "created_at", "id", "decided_from", "counted"),
                *("to_authority", "subtype", "rule"),
            ),
            name="credit_authority_year",
            condition=BEFORE_AUTHORITY,
        ),
    ),
    (
        "CreditRow",
        PartialIndex(
            fields=(
                *("stage", "submitted_at", "id", "decided_from", "counted", "to_authority"),
                *FILTERS,
            ),
            name="credit_authority_queue",
            condition=BEFORE_AUTHORITY,
        ),
    ),
    (
        "TrainingRow",
        Index(
            fields=(
                *(*ENTERED, "stage", "ends_at", "starts_at", "year", "department_id"),
                *("rule", "mode", "discipline", "name"),
            ),
            name="training_entered",
        ),
    ),
    (
        "TrainingRow",
        Index(
            fields=("department_id", "year", "stage", "starts_at", "id", "ends_at", "unit_id"),
            name="training_of_department",
        ),
    ),
)
NEW = (
    (
        "TrainingRow",
        Index(
            fields=("unit_id", "year", "created_at", "id", "stage", "ends_at"),
            name="training_of_year",
        ),
    ),
    *(
        ("StaffRow", Index(fields=("unit_id", column, "staff_number", "id"), name=name))
        for name, column in (
            ("staff_of_status", "status"),
            ("staff_of_specialty", "specialty"),
            ("staff_of_post", "post_type"),
        )
    ),
)


class Migration(migrations.Migration):
    dependencies = [("models", "0040_in_order")]

    initial = False

    operations = [
        *(ops.RemoveIndex(model_name=model, name=it.name, fields=None) for model, it in CHANGED),
        *(ops.AddIndex(model_name=model, index=it) for model, it in (*CHANGED, *NEW)),
    ]
