"""Texts as they can be printed: what no font can draw is replaced and named."""

import unicodedata
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from core.forms.lettering import REGULAR, REMEMBERED, lettering
from core.forms.registration import FormLetter, FormRow, RegistrationForm

GETA = "〓"
AS_WRITTEN = ("verification_url", "result")
Page = TypeVar("Page", RegistrationForm, FormRow, FormLetter)


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


def legible_form(form: RegistrationForm) -> tuple[RegistrationForm, tuple[tuple[str, str], ...]]:
    """Return the form as it can be printed, and (person, character) for each one missing."""
    shown, missing = _legible_page(form)
    rows = [_legible_page(row) for row in form.rows]
    letters = [_legible_page(letter) for letter in form.letters]
    reasons = [legible(reason) for reason in form.reasons]
    for _, more in (*rows, *reasons, *letters):
        missing += more
    shown = replace(
        shown,
        rows=tuple(row for row, _ in rows),
        reasons=tuple(reason for reason, _ in reasons),
        letters=tuple(letter for letter, _ in letters),
    )
    return shown, tuple((form.name, character) for character in dict.fromkeys(missing))


def _legible_page(page: Page) -> tuple[Page, list[str]]:
    texts: dict[str, Any] = {}
    missing: list[str] = []
    for field in fields(page):
        value = getattr(page, field.name)
        if isinstance(value, str) and field.name not in AS_WRITTEN:
            texts[field.name], more = legible(value)
            missing += more
    return replace(page, **texts), missing


def _whole(text: str) -> str:
    """Join surrogate halves into the character they mean; a lonely half becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _invisible(character: str) -> bool:
    selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return selector or unicodedata.category(character) == "Cf"
