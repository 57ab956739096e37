"""The journal: who changed what, each entry sealed to the one before it."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


# `unit_id` is the unit of the subject as the entry was written, to find entries by. It stands
# beside the chain: the hash seals what happened, not where it is listed.
class JournalRow(Model):
    seq = fields.BigIntField(primary_key=True, generated=False)
    at: datetime = fields.DatetimeField()
    account_id = fields.CharField(16)
    label = fields.TextField()
    via = fields.TextField()
    verb = fields.CharField(80)
    subject = fields.CharField(80)
    unit_id = fields.CharField(16, null=True)
    before: dict[str, Any] = fields.JSONField()
    after: dict[str, Any] = fields.JSONField()
    previous_hash = fields.CharField(64)
    hash = fields.CharField(64)

    class Meta:
        table = "journal"
        indexes = (
            Index(fields=("subject", "seq"), name="journal_subject"),
            Index(fields=("unit_id", "seq"), name="journal_unit"),
            Index(fields=("account_id", "seq"), name="journal_account"),
        )


# One row: the number and hash of the last entry; writers queue up on it.
class JournalHeadRow(Model):
    id = fields.IntField(primary_key=True, generated=False)
    seq = fields.BigIntField()
    hash = fields.CharField(64)

    class Meta:
        table = "journal_head"
