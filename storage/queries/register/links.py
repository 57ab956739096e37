"""Links that are handed out once and work once; a token is known by its hash only."""

from datetime import datetime

from tortoise.queryset import QuerySet

from core.records.messages import Channel, ChatId
from core.records.register import Link, LinkPurpose
from storage.models import LinkRow


class LinkQueries:
    async def add(self, link: Link, token_hash: str) -> None:
        await LinkRow.create(
            token_hash=token_hash,
            purpose=link.purpose.value,
            account_id=link.account_id,
            goes_to=link.goes_to,
            until=link.until,
        )

    async def get(self, purpose: LinkPurpose, token_hash: str, now: datetime) -> Link | None:
        """Return the link if it still works and is for this purpose."""
        row = await _open(now).get_or_none(token_hash=token_hash, purpose=purpose.value)
        return _link(row) if row else None

    async def take(self, token_hash: str, now: datetime) -> bool:
        """Use the link up; of several who try at once only one hears True."""
        return await _open(now).filter(token_hash=token_hash).update(used_at=now) == 1

    async def bring(self, token_hash: str, chat_id: ChatId, chat_name: str, now: datetime) -> None:
        asked = _open(now).filter(token_hash=token_hash, purpose=LinkPurpose.CHAT.value)
        unanswered = asked.filter(chat_address__isnull=True)
        await unanswered.update(brought_by=_named(chat_id), chat_name=chat_name)

    async def agree(self, token_hash: str, chat_id: ChatId, chat_name: str, now: datetime) -> bool:
        """Note which chat has agreed; of several that answer only one hears True."""
        asked = _open(now).filter(token_hash=token_hash, purpose=LinkPurpose.CHAT.value)
        unanswered = asked.filter(chat_address__isnull=True)
        channel, address = chat_id
        given = {"chat_channel": channel.value, "chat_address": address, "chat_name": chat_name}
        return await unanswered.update(**given) == 1

    async def name_brought(self, token_hash: str, chat_id: ChatId, now: datetime) -> str:
        brought = _open(now).filter(token_hash=token_hash, brought_by=_named(chat_id))
        row = await brought.first()
        return row.chat_name if row else ""

    async def agreed(self, account_id: str, now: datetime) -> Link | None:
        row = await _open(now).filter(account_id=account_id, chat_address__isnull=False).first()
        return _link(row) if row else None

    async def end(self, account_id: str, now: datetime, purpose: LinkPurpose | None = None) -> None:
        rows = _open(now).filter(account_id=account_id)
        await (rows if purpose is None else rows.filter(purpose=purpose.value)).update(used_at=now)

    async def sweep(self, over_since: datetime) -> int:
        return await LinkRow.filter(until__lte=over_since).delete()


def _open(now: datetime) -> QuerySet[LinkRow]:
    return LinkRow.filter(account_id__isnull=False, used_at__isnull=True, until__gt=now)


def _named(chat_id: ChatId) -> str:
    return f"{chat_id.channel.value} {chat_id.address}"


def _link(row: LinkRow) -> Link:
    assert row.account_id is not None
    return Link(
        purpose=LinkPurpose(row.purpose),
        account_id=row.account_id,
        goes_to=row.goes_to,
        until=row.until,
        chat_id=_chat_id(row),
        chat_name=row.chat_name,
    )


def _chat_id(row: LinkRow) -> ChatId | None:
    if row.chat_channel is None or row.chat_address is None:
        return None
    return ChatId(Channel(row.chat_channel), row.chat_address)
