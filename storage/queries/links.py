"""Links that are handed out once and work once; a token is known by its hash only."""

from datetime import datetime

from core.records import Link, LinkPurpose
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
        row = await LinkRow.get_or_none(
            token_hash=token_hash, purpose=purpose.value, used_at__isnull=True, until__gt=now
        )
        return _link(row) if row else None

    async def take(self, token_hash: str, now: datetime) -> bool:
        """Use the link up; of several who try at once only one hears True."""
        unused = LinkRow.filter(token_hash=token_hash, used_at__isnull=True, until__gt=now)
        return await unused.update(used_at=now) == 1


def _link(row: LinkRow) -> Link:
    return Link(
        purpose=LinkPurpose(row.purpose),
        account_id=row.account_id,
        goes_to=row.goes_to,
        until=row.until,
    )
