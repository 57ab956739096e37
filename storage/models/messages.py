"""Chats, the notices that go to people, and the updates that came from their chats."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index, PartialIndex
from tortoise.models import Model

from storage.models.accounts import AccountRow


# A chat belongs to one account, and an account has one chat.
class ChatRow(Model):
    id = fields.BigIntField(primary_key=True, generated=False)
    account: fields.OneToOneRelation[AccountRow] = fields.OneToOneField(
        "models.AccountRow", related_name="chat", on_delete=fields.RESTRICT
    )
    account_id: str
    draft_id = fields.CharField(16, null=True)
    asking = fields.CharField(80)
    is_blocked = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "chat"


# `is_open`: still to be sent to the chat that the account had when it was written.
class NoticeRow(Model):
    id = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[AccountRow] = fields.ForeignKeyField(
        "models.AccountRow", related_name="notices", on_delete=fields.RESTRICT
    )
    account_id: str
    key = fields.CharField(80)
    details: dict[str, Any] = fields.JSONField()
    credit_id = fields.CharField(16, null=True, db_index=True)
    training_id = fields.CharField(16, null=True)
    chat_id = fields.BigIntField(null=True)
    created_at: datetime = fields.DatetimeField()
    due_at: datetime = fields.DatetimeField()
    read_at: datetime | None = fields.DatetimeField(null=True)
    is_open = fields.BooleanField()
    retry_at: datetime | None = fields.DatetimeField(null=True)
    sent_at: datetime | None = fields.DatetimeField(null=True)
    given_up_at: datetime | None = fields.DatetimeField(null=True)
    given_up_why = fields.TextField(null=True)
    attempts = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "notice"
        indexes = (
            Index(fields=("account_id", "due_at"), name="notice_inbox"),
            Index(fields=("training_id",), name="notice_of_training"),
            PartialIndex(fields=("due_at", "id"), name="notice_open", condition={"is_open": True}),
        )


# `body` is JSON as text: what strangers send may hold characters that a JSON column refuses.
# `set_aside_at`: it could not be read; nothing is done with it, and its body is kept.
class UpdateRow(Model):
    update_id = fields.BigIntField(primary_key=True, generated=False)
    chat_id = fields.BigIntField()
    body = fields.TextField()
    received_at: datetime = fields.DatetimeField()
    is_open = fields.BooleanField(default=True, db_default=True)
    set_aside_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "received_update"
        indexes = (
            PartialIndex(fields=("update_id",), name="update_open", condition={"is_open": True}),
        )
