"""Administrators' mobiles, the codes that are sent to them, and who enters for others."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0018_totp")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PhoneCodeRow",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("asked_index", fields.CharField(unique=True, max_length=64)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "models.AccountRow",
                        source_field="account_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="phone_codes",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("until", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("tries", fields.IntField(default=0, db_default=0)),
                (
                    "used_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={"table": "phone_code", "app": "models", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="AccountRow",
            name="mobile",
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name="AccountRow",
            name="mobile_index",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddIndex(
            model_name="AccountRow",
            index=Index(fields=["mobile_index"], name="account_mobile"),
        ),
        ops.AddField(
            model_name="DepartmentRow",
            name="enters_credits",
            field=fields.BooleanField(default=True, db_default=True),
        ),
    ]
