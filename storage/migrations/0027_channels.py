"""Chats on several services: what came says from which, one of a person's chats is the main one."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    dependencies = [("models", "0026_roster")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ChatServiceRow",
            fields=[
                (
                    "channel",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=20),
                ),
                (
                    "connected_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "last_in_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "last_out_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={"table": "chat_service", "app": "models", "pk_attr": "channel"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="ConversationRow",
            name="is_main",
            field=fields.BooleanField(default=True, db_default=True),
        ),
        ops.AddField(
            model_name="ConversationRow",
            name="offered",
            field=fields.TextField(default="", db_default="", unique=False),
        ),
        ops.AddField(
            model_name="UpdateRow",
            name="address",
            field=fields.CharField(default="", db_default="", max_length=200),
        ),
        ops.AddField(
            model_name="UpdateRow",
            name="channel",
            field=fields.CharField(default="telegram", db_default="telegram", max_length=20),
        ),
        ops.AddField(
            model_name="UpdateRow",
            name="key",
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddConstraint(
            model_name="UpdateRow",
            constraint=UniqueConstraint(fields=("channel", "key"), name=None),
        ),
        ops.RunSQL(
            "UPDATE received_update SET address = CAST(chat_id AS TEXT)",
            reverse_sql=ops.RunSQL.noop,
        ),
    ]
