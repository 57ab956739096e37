"""What a year will come to once all that waits is approved, and the indexes to count by it."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0011_newcomers")]

    initial = False

    operations = [
        ops.AddField(
            model_name="ResultRow",
            name="hoped",
            field=fields.CharField(max_length=20, db_default="not-required"),
        ),
        ops.RemoveIndex(model_name="ResultRow", name="result_of_unit", fields=None),
        ops.AddIndex(
            model_name="ResultRow",
            index=Index(
                fields=["unit_id", "year", "outcome", "hoped", "counting_points"],
                name="result_unit_outlook",
            ),
        ),
        ops.AddIndex(
            model_name="ResultRow",
            index=Index(
                fields=["department_id", "year", "outcome", "hoped", "counting_points"],
                name="result_department_outlook",
            ),
        ),
        ops.AddIndex(
            model_name="ResultRow",
            index=Index(
                fields=[
                    *("unit_id", "year", "level", "title", "department_id", "post_type"),
                    *("outcome", "points"),
                ],
                name="result_unit_completion",
            ),
        ),
        ops.RunSQL("UPDATE result SET dirty = true, hoped = outcome", reverse_sql=ops.RunSQL.noop),
    ]
