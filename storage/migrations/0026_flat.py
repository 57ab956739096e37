"""What came of trainings is kept, and narrower indexes count years and what trainings wait for."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

COUNT_ALL = """INSERT INTO uncounted (training_id) SELECT id FROM training WHERE stage IN
    ('approved', 'awarded', 'closing-review', 'closing-returned', 'closing-rejected', 'closed')"""


class Migration(migrations.Migration):
    dependencies = [("models", "0025_search")]

    initial = False

    operations = [
        ops.CreateModel(
            name="TallyRow",
            fields=[
                (
                    "training_id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("unit_id", fields.CharField(max_length=16)),
                ("department_id", fields.CharField(max_length=16)),
                ("year", fields.IntField()),
                ("rule", fields.CharField(max_length=80)),
                ("stage", fields.CharField(max_length=30)),
                ("starts_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("month", fields.IntField(null=True)),
                ("by_records", fields.BooleanField()),
                ("cycles", fields.IntField()),
                ("expected", fields.IntField()),
                ("present", fields.IntField()),
                ("came", fields.IntField()),
                ("speakers", fields.IntField()),
                ("credits", fields.IntField()),
                ("points", fields.BigIntField()),
            ],
            options={
                "table": "tally",
                "app": "models",
                "indexes": [
                    Index(
                        fields=[
                            *("unit_id", "year", "by_records", "month", "cycles", "expected"),
                            *("present", "came", "speakers", "credits", "points"),
                            *("training_id", "stage"),
                        ],
                        name="tally_sums",
                    ),
                    Index(fields=["department_id", "year"], name="tally_of_department"),
                    Index(fields=["by_records", "year"], name="tally_by_records"),
                ],
                "pk_attr": "training_id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="UncountedRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("training_id", fields.CharField(null=True, db_index=True, max_length=16)),
                ("department_id", fields.CharField(null=True, db_index=True, max_length=16)),
                ("due_ms", fields.BigIntField(default=0, db_default=0)),
            ],
            options={
                "table": "uncounted",
                "app": "models",
                "indexes": [Index(fields=["due_ms", "training_id"], name="uncounted_due")],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.RunSQL(COUNT_ALL, reverse_sql=ops.RunSQL.noop),
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
            index=Index(fields=["unit_id", "stage", "ends_at", "year"], name="training_progress"),
        ),
        ops.RemoveIndex(model_name="TrainingRow", name="training_held", fields=None),
        ops.AddIndex(
            model_name="TrainingRow",
            index=Index(fields=["unit_id", "starts_at", "id"], name="training_held"),
        ),
        ops.AddIndex(
            model_name="CycleRow",
            index=Index(fields=["is_open", "ends_at"], name="cycle_open"),
        ),
    ]
