"""Signed-in browsers; a token is known by its hash only."""

from collections.abc import Collection
from datetime import datetime

from core.domain.register import Session
from storage.models import SessionRow


class SessionQueries:
    """`changed` are the accounts whose sessions have ended; the store publishes them on commit."""

    def __init__(self) -> None:
        self.changed: set[str] = set()

    async def add(self, session: Session, token_hash: str, until: datetime) -> None:
        """Keep a new session, and forget those of its account that have run out."""
        theirs = SessionRow.filter(account_id=session.account_id)
        await theirs.filter(until__lte=session.created_at).delete()
        await SessionRow.create(
            id=session.id,
            account_id=session.account_id,
            token_hash=token_hash,
            created_at=session.created_at,
            seen_at=session.seen_at,
            until=until,
            ip=session.ip,
            device=session.device,
            only_password=session.only_password,
            asks_code=session.asks_code,
        )

    async def by_token(self, token_hash: str, now: datetime) -> Session | None:
        row = await SessionRow.get_or_none(token_hash=token_hash, until__gt=now)
        return _session(row) if row else None

    async def touch(self, session_id: str, now: datetime, until: datetime) -> None:
        await SessionRow.filter(id=session_id).update(seen_at=now, until=until)

    async def of(self, account_id: str, now: datetime) -> list[Session]:
        """Return the sessions that still open something, the last used one first."""
        rows = SessionRow.filter(account_id=account_id, until__gt=now)
        return [_session(row) for row in await rows.order_by("-seen_at", "id")]

    async def end(self, account_id: str, session_ids: Collection[str]) -> None:
        await SessionRow.filter(account_id=account_id, id__in=set(session_ids)).delete()
        self.changed.add(account_id)

    async def open(self, session_id: str) -> None:
        """Let the session do everything, now that its account has a password of its own."""
        await SessionRow.filter(id=session_id).update(only_password=False)

    async def ask_code(self, session_ids: Collection[str], *, asks: bool) -> None:
        await SessionRow.filter(id__in=set(session_ids)).update(asks_code=asks)

    async def sweep(self, now: datetime) -> int:
        return await SessionRow.filter(until__lte=now).delete()


def _session(row: SessionRow) -> Session:
    return Session(
        id=row.id,
        account_id=row.account_id,
        created_at=row.created_at,
        seen_at=row.seen_at,
        ip=row.ip,
        device=row.device,
        only_password=row.only_password,
        asks_code=row.asks_code,
    )
