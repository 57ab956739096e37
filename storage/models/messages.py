"""Chats, the notices that go to people, and the updates that came from their chats."""

from datetime import date, datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index, PartialIndex
from tortoise.models import Model

from storage.models.register.accounts import AccountRow


# Where somebody can be written to. On one channel a chat belongs to one account, and an account
# has one chat.
class ChatAddressRow(Model):
    id = fields.BigIntField(primary_key=True)
    channel = fields.CharField(20)
    address = fields.CharField(200)
    account: fields.ForeignKeyRelation[AccountRow] = fields.ForeignKeyField(
        "models.AccountRow", related_name="chats", on_delete=fields.RESTRICT
    )
    account_id: str

    class Meta:
        table = "chat_address"
        unique_together = (("channel", "address"), ("account", "channel"))


class ConversationRow(Model):
    chat: fields.OneToOneRelation[ChatAddressRow] = fields.OneToOneField(
        "models.ChatAddressRow", related_name="conversation", on_delete=fields.CASCADE,
        primary_key=True,
    )  # fmt: skip
    chat_id: int
    draft_id = fields.CharField(16, null=True)
    asking = fields.CharField(80)
    is_blocked = fields.BooleanField(default=False, db_default=False)
    is_main = fields.BooleanField(default=True, db_default=True)
    offered = fields.TextField(default="", db_default="")
    taken = fields.TextField(default="", db_default="")

    class Meta:
        table = "conversation"


class NoticeRow(Model):
    id = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[AccountRow] = fields.ForeignKeyField(
        "models.AccountRow", related_name="notices", on_delete=fields.RESTRICT
    )
    account_id: str
    key = fields.CharField(80)
    details: dict[str, Any] = fields.JSONField()
    subject_kind = fields.CharField(20, null=True)
    subject_id = fields.CharField(16, null=True)
    created_at: datetime = fields.DatetimeField()
    due_at: datetime = fields.DatetimeField()
    read_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "notice"
        indexes = (
            Index(fields=("account_id", "due_at"), name="notice_inbox"),
            Index(fields=("subject_id", "subject_kind"), name="notice_subject"),
        )


# A notice on its way to one chat. Without an address it goes to whichever chat its person has on
# the channel by then; with one, to that chat, whoever has it. Sent, it says where it went.
class DeliveryRow(Model):
    id = fields.BigIntField(primary_key=True)
    notice: fields.ForeignKeyRelation[NoticeRow] = fields.ForeignKeyField(
        "models.NoticeRow", related_name="deliveries", on_delete=fields.CASCADE
    )
    notice_id: int
    channel = fields.CharField(20)
    address = fields.CharField(200, null=True)
    state = fields.CharField(20)
    retry_at: datetime | None = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0, db_default=0)
    settled_at: datetime | None = fields.DatetimeField(null=True)
    why = fields.TextField(default="", db_default="")

    class Meta:
        table = "delivery"
        unique_together = (("notice", "channel"),)
        indexes = (Index(fields=("state", "notice_id"), name="delivery_queue"),)


# Of which day somebody was told, or a department's administrators, that something is behind: once.
class WarningRow(Model):
    id = fields.BigIntField(primary_key=True)
    subject_kind = fields.CharField(20)
    subject_id = fields.CharField(16)
    day: date = fields.DateField()

    class Meta:
        table = "warning"
        unique_together = (("subject_kind", "subject_id", "day"),)


# `body` is JSON as text: what strangers send may hold characters that a JSON column refuses.
# `set_aside_at`: it could not be read; nothing is done with it, and its body is kept. `chat_id` is
# Telegram's number of the chat in rows of earlier versions, which have no `address`.
class UpdateRow(Model):
    update_id = fields.BigIntField(primary_key=True, generated=False)
    chat_id = fields.BigIntField()
    channel = fields.CharField(20, default="telegram", db_default="telegram")
    address = fields.CharField(200, default="", db_default="")
    key = fields.CharField(200, null=True)
    body = fields.TextField()
    received_at: datetime = fields.DatetimeField()
    is_open = fields.BooleanField(default=True, db_default=True)
    set_aside_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "received_update"
        unique_together = (("channel", "key"),)
        indexes = (
            PartialIndex(fields=("update_id",), name="update_open", condition={"is_open": True}),
        )


class ChatServiceRow(Model):
    channel = fields.CharField(20, primary_key=True, generated=False)
    connected_at: datetime | None = fields.DatetimeField(null=True)
    last_in_at: datetime | None = fields.DatetimeField(null=True)
    last_out_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "chat_service"
