"""Short signed words: attendance codes, notes made of them, links to boards, codes for phones.

All are lower-case base32, so that a QR code stays small and an address needs no escaping. What
they say is open to read; that it is ours is told by 50 bits of HMAC-SHA256 under the
installation's secret.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from core.domain.attendance.check_in import CodeExpired, CodeNotOurs, Stamp
from core.domain.attendance.schedules import Phase

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
TYPED_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
VALUES = {letter: value for value, letter in enumerate(LETTERS)}
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SEAL, HEAD, MOMENT, TYPED, ACCOUNT, COUNTED = 10, 12, 7, 6, 16, 3
CODE_LENGTH, NOTE_LENGTH = HEAD + SEAL, HEAD + MOMENT + SEAL
SECONDS = 1 << 32
DOORS = 1 << 24
PHONE_PLACES = 6
PHONE_CODES = 10**PHONE_PLACES
NOTE_LASTS = timedelta(minutes=10)
PHASES = (Phase.SIGN_IN, Phase.SIGN_OUT)


def code_of(secret: str, stamp: Stamp) -> str:
    """Return the code that the board shows in a time step: 22 letters."""
    head = _head(stamp)
    return head + _seal(secret, "code", head)


@lru_cache(maxsize=100)  # a full hall sends the same
def read_code(secret: str, code: str) -> Stamp:
    """Return what a code says. Raises CodeNotOurs for a truncated or forged one."""
    head = _opened(secret, "code", code, CODE_LENGTH)
    return _stamp(head)


def typed_code(secret: str, stamp: Stamp) -> str:
    """Return the code for those without a camera: six letters and digits, none easily confused."""
    number = _number(secret, "typed", _head(stamp))
    return "".join(TYPED_LETTERS[number >> 5 * place & 31] for place in range(TYPED))


@dataclass(frozen=True, slots=True)
class Note:
    """A code that was judged when it was first opened; good for ten minutes on that device."""

    stamp: Stamp
    judged_at: datetime


def note_of(secret: str, note: Note, device: str) -> str:
    """Return the note that keeps a judged code while its person signs in: 29 letters."""
    text = _head(note.stamp) + _letters(_seconds(note.judged_at), MOMENT)
    return text + _seal(secret, f"note {device}", text)


def read_note(secret: str, text: str, device: str, now: datetime) -> Note:
    """Return what a note says.

    Raises CodeNotOurs on another device than the one it was made for, CodeExpired after ten
    minutes.
    """
    body = _opened(secret, f"note {device}", text, NOTE_LENGTH)
    note = Note(_stamp(body[:HEAD]), _moment(_value(body[HEAD:])))
    if now - note.judged_at > NOTE_LASTS:
        raise CodeExpired
    return note


def is_note(text: str) -> bool:
    return len(text) == NOTE_LENGTH


def board_link(secret: str, point: int, renewed: int) -> str:
    """Return the secret part of a board's address; a renewed link makes the old ones void."""
    text = _letters(point, 5) + _letters(renewed, 3)
    return text + _seal(secret, "board", text)


def read_board_link(secret: str, text: str) -> tuple[int, int]:
    """Return the door's number and how often the link was renewed. Raises CodeNotOurs."""
    body = _opened(secret, "board", text, 8 + SEAL)
    return _value(body[:5]), _value(body[5:])


def calendar_link(secret: str, account_id: str, number: int) -> str:
    """Return the secret part of the address of somebody's calendar; a later one voids it."""
    text = account_id + _letters(number, COUNTED)
    return text + _seal(secret, "calendar", text)


def read_calendar_link(secret: str, text: str) -> tuple[str, int]:
    """Return whose calendar it is, and which of its links. Raises CodeNotOurs."""
    body = _opened(secret, "calendar", text, ACCOUNT + COUNTED + SEAL)
    return body[:ACCOUNT], _value(body[ACCOUNT:])


def share_link(secret: str, training_id: str) -> str:
    """Return the part of an address at which anybody may read what a training is about."""
    return training_id + _seal(secret, "training", training_id)


def read_share_link(secret: str, text: str) -> str:
    """Return the training's id. Raises CodeNotOurs."""
    return _opened(secret, "training", text, ACCOUNT + SEAL)


def account_mark(secret: str, account_id: str) -> str:
    """Return the mark that a browser keeps of the account last signed in there."""
    return account_id + _seal(secret, "account", account_id)


def read_account_mark(secret: str, text: str) -> str:
    """Return the account's id. Raises CodeNotOurs for a forged mark."""
    return _opened(secret, "account", text, ACCOUNT + SEAL)


def phone_code(secret: str, code_id: str) -> str:
    """Return the six digits that go with an id; whoever has not the secret can only guess."""
    digest = hmac.digest(secret.encode(), f"phone {code_id}".encode(), "sha256")
    return f"{int.from_bytes(digest, 'big') % PHONE_CODES:0{PHONE_PLACES}}"


def fingerprint(secret: str, text: str) -> str:
    """Return what tells a text from another one, and tells nobody what it says: 13 letters."""
    return _seal(secret, "text", text)


def _head(stamp: Stamp) -> str:
    phase = PHASES.index(stamp.phase)
    return _letters((stamp.point * 2 + phase) * SECONDS + _seconds(stamp.at), HEAD)


def _stamp(head: str) -> Stamp:
    rest, seconds = divmod(_value(head), SECONDS)
    point, phase = divmod(rest, 2)
    return Stamp(point, PHASES[phase], _moment(seconds))


def _seconds(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds())


def _moment(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def form_id(secret: str, account_id: str, sent: str) -> str:
    """Return the id of what a form makes: the same form of the same account, the same id."""
    digest = hmac.digest(secret.encode(), f"form {account_id} {sent}".encode(), "sha256")
    return _letters(int.from_bytes(digest[:10], "big"), ACCOUNT)


def _letters(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))


def _value(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | VALUES[letter]
    return number


def _opened(secret: str, purpose: str, text: str, length: int) -> str:
    body, seal = text[:-SEAL], text[-SEAL:]
    is_whole = len(text) == length and all(letter in VALUES for letter in text)
    if not is_whole or not hmac.compare_digest(seal, _seal(secret, purpose, body)):
        raise CodeNotOurs
    return body


def _seal(secret: str, purpose: str, text: str) -> str:
    return _letters(_number(secret, purpose, text), SEAL)


def _number(secret: str, purpose: str, text: str) -> int:
    digest = hmac.digest(secret.encode(), f"{purpose} {text}".encode(), "sha256")
    return int.from_bytes(digest[:7], "big")
