"""Excuses, guests, results of assessments, invitations, and links to calendars."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0023_projects")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AssessmentRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "training",
                    fields.ForeignKeyField(
                        "models.TrainingRow",
                        source_field="training_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="assessments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "staff",
                    fields.ForeignKeyField(
                        "models.StaffRow",
                        source_field="staff_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="assessments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("outcome", fields.CharField(max_length=10)),
                ("score", fields.BigIntField(null=True)),
            ],
            options={
                "table": "assessment",
                "app": "models",
                "unique_together": (("training", "staff"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CalendarRow",
            fields=[
                (
                    "account",
                    fields.OneToOneField(
                        "models.AccountRow",
                        source_field="account_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="calendar",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("number", fields.IntField()),
                ("is_open", fields.BooleanField()),
            ],
            options={"table": "calendar", "app": "models", "pk_attr": "account_id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ExcuseRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "cycle",
                    fields.ForeignKeyField(
                        "models.CycleRow",
                        source_field="cycle_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="excuses",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "staff",
                    fields.ForeignKeyField(
                        "models.StaffRow",
                        source_field="staff_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="excuses",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("reason", fields.TextField(unique=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "excuse",
                "app": "models",
                "unique_together": (("cycle", "staff"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="GuestRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                (
                    "cycle",
                    fields.ForeignKeyField(
                        "models.CycleRow",
                        source_field="cycle_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="guests",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("name", fields.TextField(unique=False)),
                ("workplace", fields.TextField(unique=False)),
                ("noted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "guest", "app": "models", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="CycleRow",
            name="invited_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AlterField(
            model_name="IssueRow",
            name="staff",
            field=fields.ForeignKeyField(
                "models.StaffRow",
                source_field="staff_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="issues",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
    ]
