"""What an update of the chat service says: the person's language, the file, the pressed button."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from telegram import Message

from core.domain.dates import SHANGHAI
from core.domain.errors import NotFound
from core.domain.subjects import Subject
from core.records.messages import Received
from core.texts import LANGUAGES, say

LONGEST_DATA = 64
LONGEST_PAYLOAD = 40
LARGEST_NUMBER = 2**63 - 1  # what a database keeps
ID = re.compile("[a-z2-7]{16}")
ALLOWED = ["message", "callback_query", "my_chat_member"]


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
    SCAN = "scan"
    VISIT = "see"
    JOB = "job"
    BEHIND = "lack"
    REMINDERS = "bell"
    REMIND = "ping"


CREDIT, SEEN, VALUE, FILE = "credit", "seen", "value", "file"
TRAINING, NOTE, CODE = "training", "note", "code"
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
    Verb.SCAN: (),
    Verb.VISIT: (TRAINING,),
    Verb.JOB: (JOB,),
    Verb.BEHIND: (),
    Verb.REMINDERS: (VALUE,),
    Verb.REMIND: (VALUE,),
}
SHAPES = dict.fromkeys((CREDIT, CASE, FILE, TRAINING, CODE, JOB), ID)
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


@dataclass(frozen=True, slots=True)
class SentFile:
    """A photo or document of a message, not yet fetched; `key` is the same whenever it comes."""

    id: str
    key: str
    name: str
    size_bytes: int


def sent_file(message: Message) -> SentFile | None:
    """Return the file that a message carries, the largest of a photo's sizes."""
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        taken = message.date.astimezone(SHANGHAI).strftime("%m-%d %H.%M")
        name = say("chat-photo-name", taken=taken)
        key = f"{photo.file_unique_id}:{message.message_id}"
        return SentFile(photo.file_id, key, name, photo.file_size or 0)
    if document := message.document:
        key = f"{document.file_unique_id}:{message.message_id}"
        name = document.file_name or "file"
        return SentFile(document.file_id, key, name, document.file_size or 0)
    return None


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


def draft_key(message: Message) -> str:
    """Return the key under which a message begins a draft once; an album shares one."""
    return f"tg:{message.chat_id}:{message.media_group_id or message.message_id}"


def received_of(body: object) -> Received | None:
    """Return an update as it is kept, None for what is no update at all.

    What else is in it may be of any shape: it is looked at when it is acted on.
    """
    if not isinstance(body, Mapping) or not _is_number(number := body.get("update_id")):
        return None
    return Received(number, chat_of(body), body)


def chat_of(body: Mapping[str, Any]) -> int:
    """Return the chat that an update belongs to, 0 for one that belongs to none."""
    about = (
        _part(body, "message")
        or _part(body, "my_chat_member")
        or _part(_part(body, "callback_query"), "message")
    )
    chat_id = _part(about, "chat").get("id")
    return chat_id if _is_number(chat_id) else 0


def album_of(body: Mapping[str, Any] | None) -> str | None:
    """Return the album that an update's message belongs to."""
    album = _part(body or {}, "message").get("media_group_id")
    return album if isinstance(album, str) else None


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return what an update holds under a name, nothing where it is of another shape."""
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}


def _is_number(value: object) -> TypeGuard[int]:
    return type(value) is int and abs(value) <= LARGEST_NUMBER


def language_of(code: str | None) -> str:
    """Return the language for a person whose phone speaks `code`: Chinese unless it is another."""
    return LANGUAGES[0] if not code or code.lower().startswith("zh") else "en"
