"""Whom one can play: the people on the start page of the demonstration and in its table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from core.texts import say
from storage.sample.accounts import OFFICES
from storage.sample.people import someone

T = TypeVar("T")

PASSWORD = "xuefen2026"  # noqa: S105 - printed on the start page


@dataclass(frozen=True, slots=True)
class Played:
    """A person of the sample hospital; `key` names them in addresses.

    `mobile` is asked for beside a first password.

    `role` is the key of a sentence. Without `chat_id` they do not use the chat; with one that
    `is_linked` the bot already knows them.
    """

    key: str
    name: str
    role: str
    login: str
    password: str = PASSWORD
    chat_id: int | None = None
    is_linked: bool = False
    mobile: str = ""


def _own(
    key: str, name: str, role: str, chat_id: int | None = None, *, is_linked: bool = False
) -> Played:
    life = someone(name)
    password = PASSWORD if life.has_signed_in else life.document[-6:]
    mobile = "" if life.has_signed_in else life.mobile
    return Played(key, name, role, life.document, password, chat_id, is_linked, mobile)


def _office(login: str, role: str, chat_id: int | None = None) -> Played:
    office = next(office for office in OFFICES if office.login == login)
    return Played(login, office.name, role, login, chat_id=chat_id, is_linked=chat_id is not None)


ROSTER = (
    _own("wen-dan", "闻旦", "demo-role-nurse", 820001, is_linked=True),
    _office("330922001", "demo-role-head-nurse", 820002),
    _office("330922", "demo-role-unit", 820003),
    _office("330000", "demo-role-authority", 820004),
    _own("ge-yingying", "葛莺莺", "demo-role-unlinked", 820005),
    _own("wang-qingqing", "王清清", "demo-role-colleague", 820006, is_linked=True),
    _own("shen-jiahe", "沈佳禾", "demo-role-newcomer"),
    _office("330922001-2", "demo-role-second-head-nurse"),
    _office("330922002", "demo-role-head-physician"),
    _office("330922-2", "demo-role-second-unit"),
    _office("330923", "demo-role-elsewhere"),
)


def chat_people(make: Callable[[int, str, str, str, bool], T], language: str = "zh-CN") -> list[T]:
    """Return everybody who chats, made by `make(id, name, note, language_code, started)`."""
    return [
        make(one.chat_id, one.name, say(one.role), "zh-hans", one.is_linked)
        for one in ROSTER
        if one.chat_id is not None
    ]
