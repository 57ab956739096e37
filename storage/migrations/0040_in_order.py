"""What a page is in the order of stands in its index to the end, and what chooses its rows.

Many years have the same points, and PostgreSQL sorts all of those for a page of them. Whether a
training was held, whose a year is and where somebody's credits stand is seen without fetching the
row. The groups come last: of two indexes that serve alike SQLite takes the later one.
"""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

OUTLOOK = ("year", "outcome", "hoped", "counting_points", "id")
CHOSEN_BY = ("staff_id", "title", "level", "status", "post_type", "points")
INDEXES = {
    "training_held": ("TrainingRow", ("unit_id", "starts_at", "id", "stage", "ends_at", "year")),
    "result_unit_outlook": ("ResultRow", ("unit_id", *OUTLOOK, *CHOSEN_BY)),
    "result_department_outlook": ("ResultRow", ("department_id", *OUTLOOK)),
    "credit_of_year": ("CreditRow", ("staff_id", "year", "stage", "unit_id")),
    "result_groups": (
        "ResultRow",
        (
            *("department_id", "year", "unit_id", "level", "title", "post_type", "outcome"),
            *("hoped", "points"),
        ),
    ),
}


class Migration(migrations.Migration):
    dependencies = [("models", "0039_counted")]

    initial = False

    operations = [
        change
        for name, (model, fields) in INDEXES.items()
        for change in (
            ops.RemoveIndex(model_name=model, name=name, fields=None),
            ops.AddIndex(model_name=model, index=Index(fields=list(fields), name=name)),
        )
    ]
