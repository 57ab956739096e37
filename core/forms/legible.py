"""Texts as they can be printed: what no font can draw is replaced and named."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from operator import is_not
from typing import Any, Protocol, TypeVar

from core.forms.lettering import REGULAR, REMEMBERED, lettering

GETA = "〓"
AS_WRITTEN = ("verification_url", "result")


class Named(Protocol):
    """A form of one person."""

    @property
    def name(self) -> str: ...


Form = TypeVar("Form", bound=Named)


@lru_cache(REMEMBERED)
def legible(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with 〓 for each character that no font has, and those characters.

    Line breaks become spaces; marks that only steer a screen (direction, joining) are left out.
    """
    letters, shown, missing = lettering(), list[str](), list[str]()
    if text.isprintable() and letters.widths[REGULAR].keys() >= set(map(ord, text)):
        return text, ()
    for character in _whole(text):
        if unicodedata.category(character) in ("Cc", "Zl", "Zp"):
            shown.append(" ")
        elif _invisible(character):
            continue
        elif letters.font(character):
            shown.append(character)
        elif character.isspace():
            shown.append(" ")
        else:
            shown.append(GETA)
            missing.append(character)
    return "".join(shown), tuple(dict.fromkeys(missing))


def legible_form(form: Form) -> tuple[Form, tuple[tuple[str, str], ...]]:
    """Return the form as it can be printed, and (person, character) for each one missing."""
    missing = dict[str, None]()
    shown: Form = _legible_page(form, missing)
    return shown, tuple((form.name, character) for character in missing)


def _legible_page(page: Any, missing: dict[str, None]) -> Any:
    changed = {}
    kind: Any = type(page)
    for name in _names(kind):
        value = getattr(page, name)
        if (shown := _legible(value, missing)) is not value:
            changed[name] = shown
    return replace(page, **changed) if changed else page


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in AS_WRITTEN)


def _legible(value: Any, missing: dict[str, None]) -> Any:
    match value:
        case str():
            text, lacking = legible(value)
            missing |= dict.fromkeys(lacking)
            return text
        case tuple():
            shown = tuple(_legible(one, missing) for one in value)
            return shown if any(map(is_not, shown, value)) else value
    return _legible_page(value, missing) if is_dataclass(value) else value


def _whole(text: str) -> str:
    """Join surrogate halves into the character they mean; a lonely half becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _invisible(character: str) -> bool:
    selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return selector or unicodedata.category(character) == "Cf"
