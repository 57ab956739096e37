"""One row of a rulebook file, read value by value; what is wrong is collected, not raised."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from core.domain.points import MOST
from core.domain.rulebook.faults import Fault
from core.domain.rulebook.rules import Source

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
AMOUNT = re.compile(r"(?P<whole>[0-9]{1,5})(?:\.(?P<part>[0-9]{1,2}))?")
LANGUAGES = ("zh-CN", "en")
CONFIDENCES = ("H", "M", "L")


class Row:
    """A table of the file. Each key is asked for once; `finish` names the keys nobody asked for."""

    def __init__(self, file: str, name: str, data: object, faults: list[Fault]) -> None:
        self.file, self.name, self.faults = file, name, faults
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        self.asked: set[str] = set()
        if not isinstance(data, dict):
            self.refuse("must be a table")

    def refuse(self, reason: str) -> None:
        self.faults.append(Fault(self.file, self.name, reason))

    def take(self, key: str, *, needed: bool = True) -> Any:
        self.asked.add(key)
        if needed and key not in self.data:
            self.refuse(f"“{key}” is missing")
        return self.data.get(key)

    def text(self, key: str) -> str:
        value = self.take(key)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None:
            self.refuse(f"“{key}” must be a text that is not empty")
        return ""

    def code(self, key: str = "code") -> str:
        value = self.text(key)
        if value:
            self.check_code(value)
        return value

    def check_code(self, value: str) -> None:
        if not CODE.fullmatch(value):
            self.refuse(f"a code is lower-case words joined by hyphens, not “{value}”")

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self.text(key)
        if value and value not in allowed:
            self.refuse(f"unknown {key} “{value}”")
        return value

    def one_of_or_none(self, key: str, allowed: Collection[str]) -> str | None:
        return self.one_of(key, allowed) if key in self.data else None

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        value = self.take(key, needed=default is None)
        if value is None:
            return bool(default)
        if not isinstance(value, bool):
            self.refuse(f"“{key}” must be true or false")
        return value is True

    def count(self, key: str, default: int) -> int:
        value = self.take(key, needed=False)
        if value is None:
            return default
        if type(value) is not int or value < 1:
            self.refuse(f"“{key}” must be a whole number from 1")
            return default
        return value

    def amount(self, key: str) -> int:
        """Return hundredths; 1 stands for what could not be read, so that reading goes on."""
        value = self.take(key)
        return 1 if value is None else self.as_amount(key, value)

    def amount_or_none(self, key: str) -> int | None:
        value = self.take(key, needed=False)
        return None if value is None else self.as_amount(key, value)

    def as_amount(self, key: str, value: object) -> int:
        is_plain = isinstance(value, str) or type(value) is int
        amount = AMOUNT.fullmatch(str(value)) if is_plain else None
        if amount is None:
            self.refuse(
                f'“{key}” must be a whole number or a quoted decimal like "2.5", not {value!r}'
            )
            return 1
        hundredths = int(amount["whole"] + (amount["part"] or "").ljust(2, "0"))
        if not 0 < hundredths <= MOST:
            self.refuse(f"“{key}” must be more than 0 and at most 10000, not {value!r}")
        return hundredths

    def names(self) -> dict[str, str]:
        value = self.take("names")
        if value is None:
            return {}
        inner = Row(self.file, self.name, value, self.faults)
        names = {language: inner.text(language) for language in LANGUAGES}
        inner.finish()
        return names

    def source(self) -> Source:
        text, confidence = self.text("source"), self.one_of("confidence", CONFIDENCES)
        is_doubtful = self.flag("needs_confirmation", default=False)
        return Source(text, confidence, is_doubtful, self._sources_of_values())

    def _sources_of_values(self) -> dict[str, Source]:
        """Read `sources`: where single values of the row come from, when not from its source."""
        data = self.take("sources", needed=False)
        if data is None:
            return {}
        named = Row(self.file, f"{self.name} / sources", data, self.faults)
        rows = {key: Row(self.file, named.name, named.take(key), self.faults) for key in named.data}
        sources = {key: row.source() for key, row in rows.items()}
        for row in rows.values():
            row.finish()
        tables = [value for value in self.data.values() if isinstance(value, dict)]
        for key in sources:
            if not any(key in table for table in (self.data, *tables) if table is not data):
                named.refuse(f"“{key}” is no value of the row")
        return sources

    def items(self, key: str) -> list[Any]:
        value = self.take(key)
        if isinstance(value, list):
            return value
        if value is not None:
            self.refuse(f"“{key}” must be a list")
        return []

    def rows(self, key: str) -> "Iterator[Row]":
        for number, data in enumerate(self.items(key), 1):
            named = data.get("code") if isinstance(data, dict) else None
            yield Row(self.file, f"{self.name} / {key} {named or number}", data, self.faults)

    def tuples(self, key: str, width: int) -> Iterator[tuple[str, ...]]:
        """Yield the short form of a list's rows, `[code, Chinese name, English name, …]`."""
        for number, item in enumerate(self.items(key), 1):
            texts = item if isinstance(item, list) else []
            if len(texts) != width or not all(isinstance(text, str) and text for text in texts):
                self.refuse(f"“{key}”, row {number}: {width} texts are needed, none empty")
            else:
                yield tuple(texts)

    def finish(self) -> None:
        for key in self.data:
            if key not in self.asked:
                self.refuse(f"unknown key “{key}”")
