"""People as somebody pastes them: names and numbers, in lines or one behind the other."""

import re
from typing import NamedTuple

BETWEEN = re.compile(r"[\s,，;；、|/]+")


class Named(NamedTuple):
    """One person as typed: by name, by staff or document number, or by both."""

    name: str = ""
    number: str = ""

    @property
    def text(self) -> str:
        return " ".join(part for part in self if part)


def named_in(text: str) -> list[Named]:
    """Return who is named, each once, in order.

    A line with one name and one number is one person; else each word is somebody.
    """
    found = list[Named]()
    for line in text.splitlines():
        words = [word for word in BETWEEN.split(line) if word]
        names = [word for word in words if not _is_number(word)]
        numbers = [word.upper() for word in words if _is_number(word)]
        if len(names) == len(numbers) == 1:
            found.append(Named(names[0], numbers[0]))
        else:
            found += [Named(number=one.upper()) if _is_number(one) else Named(one) for one in words]
    return list(dict.fromkeys(found))


def _is_number(word: str) -> bool:
    return word.isascii() and any(sign.isdigit() for sign in word)
