"""Moments as whole milliseconds since 1970, where plain SQL writes them."""

from datetime import UTC, datetime


def ms_of(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def moment_of(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
