"""Narrower indexes to count a hundred thousand years by, and those of what trainings wait for."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0020_ways")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="ResultRow", name="result_unit_completion", fields=None),
        ops.AddIndex(
            model_name="ResultRow",
            index=Index(
                fields=["unit_id", "year", "level", "title", "outcome", "points"],
                name="result_unit_titles",
            ),
        ),
        ops.AddIndex(
            model_name="ResultRow",
            index=Index(
                fields=["unit_id", "year", "department_id", "post_type", "outcome", "points"],
                name="result_unit_departments",
            ),
        ),
        ops.AddIndex(
            model_name="TrainingRow",
            index=Index(fields=["unit_id", "stage", "ends_at"], name="training_progress"),
        ),
        ops.AddIndex(
            model_name="CycleRow",
            index=Index(fields=["is_open", "ends_at"], name="cycle_open"),
        ),
    ]
