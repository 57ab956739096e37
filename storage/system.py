"""The real clock, a clock for demonstrations, and random ids."""

import base64
import secrets
from datetime import UTC, datetime, timedelta

ID_BYTES = 10
TOKEN_BYTES = 32


class SystemClock:
    """The time that it is."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that can be put forward: the real one, or one that stands still at `start`."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the moment that this clock shows, aware, UTC."""
        return (self._start or datetime.now(UTC)).astimezone(UTC) + self._ahead

    def move(self, *, days: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Put the clock forward, or back by negative amounts."""
        self._ahead += timedelta(days=days, minutes=minutes, seconds=seconds)

    @property
    def ahead(self) -> timedelta:
        """By how much it has been moved."""
        return self._ahead


class RandomIds:
    """Ids and secrets that nobody can guess."""

    def new(self) -> str:
        """Return a new id: 80 random bits as 16 characters of lower-case base32."""
        return base64.b32encode(secrets.token_bytes(ID_BYTES)).decode().lower()

    def token(self) -> str:
        """Return a new secret: 256 random bits as 43 characters fit for a URL."""
        return secrets.token_urlsafe(TOKEN_BYTES)
