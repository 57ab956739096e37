"""Reading what a form or an address carries: every slip is a refusal, never a defect."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from quart import request
from werkzeug.datastructures import MultiDict
from werkzeug.routing import BaseConverter

from core.domain.characters import modern
from core.domain.errors import NotFound, Refusal
from core.domain.typed import TextTooLong

Choice = TypeVar("Choice", bound=StrEnum)

ID = "[a-z2-7]{16}"
LONGEST_FIELD = 4000
FIRST_YEAR, LAST_YEAR = 2000, 2099


class FieldUnreadable(Refusal):
    """A field that our own pages never send like this: damaged on the way, or made up."""

    code = "field-unreadable"


class IdConverter(BaseConverter):
    """`<id:credit_id>` in a route: anything that is no id of ours is simply not found."""

    regex = ID


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one request."""

    values: MultiDict[str, str]

    def text(self, name: str, *, longest: int = LONGEST_FIELD) -> str:
        """Return a field as it was typed, in today's characters, "" where it is missing.

        Raises TextTooLong, and FieldUnreadable for signs that cannot be stored.
        """
        return _readable(self.values.get(name, ""), name, longest)

    def texts(self, name: str) -> list[str]:
        """Return all fields of one name, in order."""
        return [_readable(value, name, LONGEST_FIELD) for value in self.values.getlist(name)]

    def number(self, name: str, otherwise: int | None = None) -> int:
        """Return a whole number as our pages write it, `otherwise` where the field is empty.

        Raises FieldUnreadable.
        """
        text = self.text(name).strip()
        if not text and otherwise is not None:
            return otherwise
        if not re.fullmatch("[0-9]{1,9}", text):
            raise FieldUnreadable(field=name)
        return int(text)

    def year(self, name: str, otherwise: int) -> int:
        """Return a year that lies within the century. Raises FieldUnreadable."""
        year = self.number(name, otherwise)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise FieldUnreadable(field=name)
        return year

    def day(self, name: str, first_year: int = FIRST_YEAR) -> date | None:
        """Return what a date field holds, within the century, None where it is empty.

        Raises FieldUnreadable.
        """
        text = self.text(name).strip()
        if not text:
            return None
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise FieldUnreadable(field=name)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise FieldUnreadable(field=name) from None
        if not first_year <= day.year <= LAST_YEAR:
            raise FieldUnreadable(field=name)
        return day

    def id(self, name: str) -> str:
        """Return the id of something. Raises NotFound for what cannot be one."""
        return _id(self.text(name))

    def ids(self, name: str) -> list[str]:
        """Return all ids of one name, each once, in order. Raises NotFound."""
        return [_id(text) for text in dict.fromkeys(self.texts(name))]

    def key(self, name: str) -> str:
        """Return the key of a row that a page begins beside, "" where it is empty."""
        text = self.text(name)
        if text and not re.fullmatch(f"{ID}|[0-9]{{1,18}}", text):
            raise FieldUnreadable(field=name)
        return text

    def choice(self, name: str, choices: type[Choice], otherwise: Choice | None = None) -> Choice:
        """Return one of a closed list. Raises FieldUnreadable."""
        text = self.text(name)
        if not text and otherwise is not None:
            return otherwise
        if text not in set(choices):
            raise FieldUnreadable(field=name)
        return choices(text)

    def is_ticked(self, name: str) -> bool:
        return bool(self.text(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


@dataclass(frozen=True, slots=True)
class FormState:
    """A form that comes back: what was typed, what was refused, by field."""

    typed: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    changed: Refusal | None = None

    @property
    def status(self) -> int:
        if self.changed:
            return self.changed.status
        return status_of_all(self.refused.values())


def status_of_all(refusals: Collection[Refusal]) -> int:
    """Return the status of a form that was refused for several reasons, 200 where for none.

    What nobody could have typed otherwise, such as a held database, goes before all others.
    """
    if not refusals:
        return 200
    worst = max(refusal.status for refusal in refusals)
    return worst if worst >= 500 else 422


async def form() -> Fields:
    """Return the fields that were sent in the body."""
    return Fields(await request.form)


def query() -> Fields:
    """Return the fields that stand in the address."""
    return Fields(request.args)


def _readable(text: str, name: str, longest: int) -> str:
    if len(text) > longest:
        raise TextTooLong(longest=longest, length=len(text))
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text):
        raise FieldUnreadable(field=name)
    return modern(text)


def _id(text: str) -> str:
    if not re.fullmatch(ID, text):
        raise NotFound
    return text
