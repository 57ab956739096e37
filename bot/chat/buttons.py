"""Buttons and links of ours: what each carries, written and read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.domain.errors import NotFound
from core.domain.subjects import Subject

LONGEST_DATA = 64
LONGEST_PAYLOAD = 40
ID = re.compile("[a-z2-7]{16}")


class Verb(StrEnum):
    """What a button asks for."""

    YEAR = "year"
    CATEGORY = "cat"
    RULE = "rule"
    RANK = "rank"
    PICK = "pick"
    USE = "use"
    GO = "go"
    EDIT = "edit"
    NEXT = "next"
    KIND = "kind"
    FILE = "file"
    DROP = "drop"
    SUBMIT = "send"
    SAVE = "save"
    CANCEL = "quit"
    REMOVE = "remove"
    WEB = "web"
    OPEN = "open"
    PAGE = "page"
    WITHDRAW = "back"
    COPY = "copy"
    APPROVE = "pass"
    ASK_REASON = "why"
    REASON = "for"
    TYPE_REASON = "say"
    CARD = "card"
    UNDO = "undo"
    QUEUE = "queue"
    RESULT = "sum"
    FORM = "form"
    LANGUAGE = "lang"
    LINK = "link"
    REFUSE_LINK = "nolink"
    UNLINK = "unlink"
    DONE = "done"
    CHECK_IN = "in"
    COMING = "mine"
    ABSENT = "away"
    EXCUSE = "excuse"
    COME = "come"
    SCAN = "scan"
    VISIT = "see"
    JOB = "job"
    BEHIND = "lack"
    REMINDERS = "bell"
    REMIND = "ping"


CREDIT, SEEN, VALUE, FILE = "credit", "seen", "value", "file"
TRAINING, CYCLE, NOTE, CODE = "training", "cycle", "note", "code"
KIND, CASE, JOB, MARK = "kind", "case", "job", "mark"
PARTS: dict[Verb, tuple[str, ...]] = {
    Verb.YEAR: (CREDIT, SEEN, VALUE),
    Verb.CATEGORY: (CREDIT, SEEN, VALUE),
    Verb.RULE: (CREDIT, SEEN, VALUE),
    Verb.RANK: (CREDIT, SEEN, VALUE),
    Verb.PICK: (CREDIT, SEEN, "question", VALUE),
    Verb.USE: (CREDIT, SEEN, "question"),
    Verb.GO: (CREDIT, "question"),
    Verb.EDIT: (CREDIT,),
    Verb.NEXT: (CREDIT,),
    Verb.KIND: (CREDIT, FILE, VALUE),
    Verb.FILE: (CREDIT, FILE),
    Verb.DROP: (CREDIT, FILE),
    Verb.SUBMIT: (CREDIT, SEEN),
    Verb.SAVE: (CREDIT,),
    Verb.CANCEL: (CREDIT,),
    Verb.REMOVE: (CREDIT, SEEN),
    Verb.WEB: (CREDIT,),
    Verb.OPEN: (CREDIT,),
    Verb.PAGE: (VALUE,),
    Verb.WITHDRAW: (CREDIT, SEEN),
    Verb.COPY: (CREDIT,),
    Verb.APPROVE: (KIND, CASE, SEEN, "place"),
    Verb.ASK_REASON: (KIND, CASE, SEEN, "place", "decision"),
    Verb.REASON: (KIND, CASE, SEEN, "place", "decision", MARK),
    Verb.TYPE_REASON: (KIND, CASE, SEEN, "place", "decision"),
    Verb.CARD: (KIND, CASE, "place"),
    Verb.UNDO: (KIND, CASE, SEEN, "place"),
    Verb.QUEUE: ("place",),
    Verb.RESULT: (VALUE,),
    Verb.FORM: (VALUE,),
    Verb.LANGUAGE: (VALUE,),
    Verb.LINK: (CODE,),
    Verb.REFUSE_LINK: (CODE,),
    Verb.UNLINK: (),
    Verb.DONE: (),
    Verb.CHECK_IN: (NOTE,),
    Verb.COMING: (),
    Verb.ABSENT: (),
    Verb.EXCUSE: (CYCLE,),
    Verb.COME: (),
    Verb.SCAN: (),
    Verb.VISIT: (TRAINING,),
    Verb.JOB: (JOB,),
    Verb.BEHIND: (),
    Verb.REMINDERS: (VALUE,),
    Verb.REMIND: (VALUE,),
}
SHAPES = dict.fromkeys((CREDIT, CASE, FILE, TRAINING, CYCLE, CODE, JOB), ID)
SHAPES |= {NOTE: re.compile("[a-z2-7]{29}")}
OF_STRANGERS = frozenset({Verb.LINK, Verb.REFUSE_LINK})


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, as `PARTS` names what it carries."""

    verb: Verb
    parts: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        return self.parts[part]

    @property
    def credit(self) -> str:
        return self.parts[CREDIT]

    @property
    def training(self) -> str:
        return self.parts[TRAINING]

    @property
    def case(self) -> Subject:
        """Return what the button decides on."""
        return Subject(self.parts[KIND], self.parts[CASE])

    @property
    def seen(self) -> int:
        """Return the version of what the person had before them."""
        return _whole(self.parts[SEEN])

    @property
    def number(self) -> int:
        return _whole(self.parts[VALUE])

    @property
    def place(self) -> int:
        """Return where in the review queue the card stood."""
        return _whole(self.parts["place"])


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise NotFound
    return int(text)


def button_data(verb: Verb, *parts: object) -> str:
    """Return what a button sends when it is pressed; Telegram allows 64 bytes of it.

    >>> button_data(Verb.SUBMIT, "abcdefghijklmnop", 3)
    'send:abcdefghijklmnop:3'
    """
    if len(parts) != len(PARTS[verb]):
        raise TypeError(f"{verb} carries {PARTS[verb]}")
    data = ":".join((verb.value, *map(str, parts)))
    if len(data.encode()) > LONGEST_DATA:
        raise ValueError(f"button data of {len(data.encode())} bytes: {verb}")
    return data


def read_press(data: str) -> Press:
    """Return what was pressed. Raises NotFound for data that no button of ours carries."""
    word, *parts = data.split(":")
    try:
        verb = Verb(word)
        press = Press(verb, dict(zip(PARTS[verb], parts, strict=True)))
    except ValueError:
        raise NotFound from None
    if not all(SHAPES[part].fullmatch(press[part]) for part in SHAPES if part in press.parts):
        raise NotFound
    return press


def note_in(payload: str) -> str | None:
    """Return the code or note that a link to sign in or out brings (“a-…”), None for other links.

    >>> note_in("a-abc")
    'abc'
    """
    is_note = payload.startswith("a-") and len(payload) < LONGEST_PAYLOAD
    return payload.removeprefix("a-") if is_note else None


def link_code_in(text: str) -> str | None:
    """Return the code that links a chat, however it was typed; None for any other words.

    >>> link_code_in("ABCD efgh 2345 qrst")
    'abcdefgh2345qrst'
    """
    code = "".join(text.split()).lower()
    return code if ID.fullmatch(code) else None
