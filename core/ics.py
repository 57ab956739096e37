"""Calendars as phones read them (RFC 5545): times in UTC, lines folded at 75 bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

MEDIA_TYPE = "text/calendar; charset=utf-8"
LINE_BYTES = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry; under the same `uid` a higher `sequence` stands in the place of a lower one."""

    uid: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    is_cancelled: bool = False


def calendar(name: str, happenings: Iterable[Happening]) -> bytes:
    """Return the file: the same happenings give the same bytes."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Xuefen//Trainings//EN"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"),
        *(line for one in happenings for line in _event(one)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(one: Happening) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"SEQUENCE:{one.sequence}"
    yield f"DTSTAMP:{_moment(one.stamped_at)}"
    yield f"DTSTART:{_moment(one.starts_at)}"
    yield f"DTEND:{_moment(one.ends_at)}"
    yield f"SUMMARY:{_text(one.title)}"
    yield f"LOCATION:{_text(one.place)}"
    yield f"STATUS:{'CANCELLED' if one.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    return words.translate(ESCAPES)


def _folded(line: str) -> bytes:
    """Return the line with its end, cut between characters wherever it grows beyond its bytes."""
    folded, room = bytearray(), LINE_BYTES
    for sign in line:
        encoded = sign.encode()
        if len(encoded) > room:
            folded += b"\r\n "
            room = LINE_BYTES - 1
        folded += encoded
        room -= len(encoded)
    return bytes(folded + b"\r\n")
