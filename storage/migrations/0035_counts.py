"""How many people of a department stand how is kept, and one index counts those of a department."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

COUNT_ALL = """INSERT INTO uncounted_year (unit_id, department_id, year)
    SELECT DISTINCT unit_id, department_id, year FROM result
    WHERE unit_id IS NOT NULL AND department_id IS NOT NULL"""


class Migration(migrations.Migration):
    dependencies = [("models", "0034_quick")]

    initial = False

    operations = [
        ops.CreateModel(
            name="YearGroupRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("unit_id", fields.CharField(max_length=16)),
                ("department_id", fields.CharField(max_length=16)),
                ("year", fields.IntField()),
                ("by", fields.CharField(max_length=20)),
                ("key", fields.CharField(max_length=80)),
                ("people", fields.IntField()),
                ("met", fields.IntField()),
                ("not_met", fields.IntField()),
                ("on_the_way", fields.IntField()),
                ("empty", fields.IntField()),
                ("points", fields.BigIntField()),
            ],
            options={
                "table": "year_group",
                "app": "models",
                "unique_together": (("department_id", "year", "by", "key"),),
                "indexes": [
                    Index(
                        fields=[
                            *("unit_id", "year", "by", "key", "department_id"),
                            *("people", "met", "not_met", "on_the_way", "empty", "points"),
                        ],
                        name="year_group_sums",
                    )
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="UncountedYearRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("unit_id", fields.CharField(max_length=16)),
                ("department_id", fields.CharField(max_length=16)),
                ("year", fields.IntField()),
            ],
            options={
                "table": "uncounted_year",
                "app": "models",
                "indexes": [
                    Index(fields=["unit_id", "year", "department_id"], name="uncounted_of_unit"),
                    Index(fields=["department_id", "year"], name="uncounted_of_department"),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.RunSQL(COUNT_ALL, reverse_sql=ops.RunSQL.noop),
        ops.RemoveIndex(model_name="ResultRow", name="result_unit_titles", fields=None),
        ops.RemoveIndex(model_name="ResultRow", name="result_unit_departments", fields=None),
        ops.AddIndex(
            model_name="ResultRow",
            index=Index(
                fields=[
                    *("department_id", "year", "unit_id", "level", "title", "post_type"),
                    *("outcome", "hoped", "points"),
                ],
                name="result_groups",
            ),
        ),
    ]
