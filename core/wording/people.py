"""What the register holds of a person, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.domain.errors import NotFound
from core.domain.rulebook.rules import Rulebook
from core.texts import knows, say
from core.wording.names import named

LISTS = {
    "document_kind": "document-kinds",
    "sex": "sexes",
    "post_type": "post-types",
    "staff_kind": "staff-kinds",
    "specialty": "specialties",
}


def field_name(field: str) -> str:
    """Return how people call a field of the register."""
    key = field_key(field)
    return say(key) if knows(key) else field


def field_key(field: str) -> str:
    """Return the sentence that names a field of the register."""
    return f"staff-field-{field.replace('_', '-')}"


def field_words(field: str, value: Any, book: Rulebook) -> str:
    """Return the value of a field of the register in words; "" where there is none."""
    match field, value:
        case "appointed_in", None | 0:
            return say("staff-not-appointed")
        case _, None | "":
            return ""
        case _, date():
            return value.isoformat()
    names = _names(field, str(value), book)
    return named(names) if names else str(value)


def _names(field: str, code: str, book: Rulebook) -> Mapping[str, str] | None:
    """Return the names of a code, None for what is in no list (any more)."""
    try:
        if field == "title":
            return book.title(code).names
        if field == "status":
            return book.status(code).names
        return book.item(LISTS[field], code) if field in LISTS else None
    except NotFound:
        return None
