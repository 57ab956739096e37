"""What trainings of a unit come to is kept by month, and where those of a year stand is counted."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

SUMMED = "cycles, expected, present, came, speakers, credits, points"
SUM_ALL = f"""INSERT INTO tally_sum (unit_id, year, by_records, month, activities, {SUMMED})
    SELECT unit_id, year, by_records, COALESCE(month, 0), COUNT(*),
        {", ".join(f"SUM({one})" for one in SUMMED.split(", "))}
    FROM tally GROUP BY 1, 2, 3, 4"""  # noqa: S608 - our own names


class Migration(migrations.Migration):
    dependencies = [("models", "0041_filtered")]

    initial = False

    operations = [
        ops.CreateModel(
            name="TallySumRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("unit_id", fields.CharField(max_length=16)),
                ("year", fields.IntField()),
                ("by_records", fields.BooleanField()),
                ("month", fields.IntField()),
                ("activities", fields.IntField()),
                ("cycles", fields.IntField()),
                ("expected", fields.IntField()),
                ("present", fields.IntField()),
                ("came", fields.IntField()),
                ("speakers", fields.IntField()),
                ("credits", fields.IntField()),
                ("points", fields.BigIntField()),
            ],
            options={
                "table": "tally_sum",
                "app": "models",
                "unique_together": (("unit_id", "year", "by_records", "month"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.RunSQL(SUM_ALL, reverse_sql=ops.RunSQL.noop),
        ops.AddIndex(
            model_name="TrainingRow",
            index=Index(fields=["unit_id", "year", "stage", "ends_at"], name="training_stages"),
        ),
    ]
