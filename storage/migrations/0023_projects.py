"""Published projects, applications for new ones, delegations, and trainings that hold one."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0022_lists")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ApplicationRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                (
                    "unit",
                    fields.ForeignKeyField(
                        "models.UnitRow",
                        source_field="unit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="applications",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "department",
                    fields.ForeignKeyField(
                        "models.DepartmentRow",
                        source_field="department_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="applications",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("entered_by", fields.CharField(max_length=16)),
                ("year", fields.IntField()),
                ("level", fields.CharField(max_length=20)),
                ("name", fields.TextField(unique=False)),
                (
                    "leader",
                    fields.ForeignKeyField(
                        "models.StaffRow",
                        source_field="leader_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="applications",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "answers",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "courses",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("stage", fields.CharField(max_length=30)),
                ("number", fields.TextField(unique=False)),
                ("number_key", fields.CharField(max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "submitted_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("decided_by", fields.CharField(null=True, max_length=16)),
                ("decided_from", fields.CharField(null=True, max_length=30)),
                ("reason", fields.TextField(unique=False)),
                ("version", fields.IntField()),
            ],
            options={
                "table": "application",
                "app": "models",
                "indexes": [
                    Index(fields=["department_id", "created_at"], name="application_of_department"),
                    Index(fields=["unit_id", "created_at"], name="application_entered"),
                    Index(fields=["unit_id", "stage", "submitted_at"], name="application_queue"),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ApplicationFileRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                (
                    "application",
                    fields.ForeignKeyField(
                        "models.ApplicationRow",
                        source_field="application_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="files",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("sha256", fields.CharField(db_index=True, max_length=64)),
                ("name", fields.TextField(unique=False)),
                ("media_type", fields.CharField(max_length=100)),
                ("size_bytes", fields.BigIntField()),
                ("pages", fields.IntField()),
                ("has_view", fields.BooleanField()),
                ("uploaded_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "application_file", "app": "models", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ApplicationWindowRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "unit",
                    fields.ForeignKeyField(
                        "models.UnitRow",
                        source_field="unit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="application_windows",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("year", fields.IntField()),
                ("opens_on", fields.DateField()),
                ("closes_on", fields.DateField()),
            ],
            options={
                "table": "application_window",
                "app": "models",
                "unique_together": (("unit", "year"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProjectRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                (
                    "unit",
                    fields.ForeignKeyField(
                        "models.UnitRow",
                        source_field="unit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="projects",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("year", fields.IntField()),
                ("number", fields.TextField(unique=False)),
                ("number_key", fields.CharField(max_length=64)),
                ("name", fields.TextField(unique=False)),
                ("level", fields.CharField(max_length=20)),
                ("organiser", fields.TextField(unique=False)),
                ("place", fields.TextField(unique=False)),
                ("starts_on", fields.DateField(null=True)),
                ("ends_on", fields.DateField(null=True)),
                ("points", fields.BigIntField()),
            ],
            options={
                "table": "project",
                "app": "models",
                "unique_together": (("unit", "year", "number_key"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DelegationRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                (
                    "project",
                    fields.ForeignKeyField(
                        "models.ProjectRow",
                        source_field="project_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="delegations",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("unit_id", fields.CharField(max_length=16)),
                (
                    "department",
                    fields.ForeignKeyField(
                        "models.DepartmentRow",
                        source_field="department_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="delegations",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("training_id", fields.CharField(null=True, max_length=16)),
                ("delegated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("delegated_by", fields.TextField(unique=False)),
                (
                    "taken_back_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("reason", fields.TextField(unique=False)),
            ],
            options={
                "table": "delegation",
                "app": "models",
                "indexes": [
                    Index(
                        fields=["department_id", "delegated_at"], name="delegation_of_department"
                    ),
                    Index(fields=["unit_id", "delegated_at"], name="delegation_of_unit"),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="TrainingRow",
            name="project_number",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
    ]
