"""What was typed of a person, and what the register says beside it."""

from collections.abc import Mapping

from core.domain.particulars import FIELDS
from core.domain.reading_particulars import NOT_APPOINTED
from core.usecases.register.people import PersonSheet
from core.wording.people import field_words
from pwa.frame.fields import Fields
from pwa.register.person_form import Choices

LONGEST = 20_000
PROTECTED = ("document", "mobile")


def typed_of(sent: Fields) -> dict[str, str]:
    """Return what was typed, by field, at its full length: what is too long is told beside it."""
    typed = {name: sent.text(name, longest=LONGEST) for name in FIELDS if name in sent}
    if sent.is_ticked("not_appointed"):
        typed["appointed_in"] = NOT_APPOINTED
    return typed


def to_correct(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is to be read of a correction: protected fields only where something is typed."""
    return {name: text for name, text in typed.items() if text or name not in PROTECTED}


def values_of(sheet: PersonSheet) -> dict[str, str]:
    """Return what the register says of somebody, as the form's fields hold it."""
    staff, book, department = sheet.staff, sheet.book, sheet.department
    plain = {name: getattr(staff, name) for name in FIELDS if hasattr(staff, name)}
    values = {name: "" if value is None else str(value) for name, value in plain.items()}
    return {
        **values,
        "department": department.name if sheet.lists.has_more else department.id,
        "specialty": field_words("specialty", staff.specialty, book),
        "appointed_in": str(staff.appointed_in or NOT_APPOINTED),
        "document": "",
        "mobile": "",
    }


def differing(
    typed: Mapping[str, str], sheet: PersonSheet, choices: Mapping[str, Choices]
) -> list[tuple[str, str, str]]:
    """Return the fields that say otherwise now than was typed: field, now, typed; in words."""
    now = values_of(sheet)
    found = []
    for name, text in typed.items():
        if name not in PROTECTED and text.strip() != now[name]:
            names = dict(choices.get(name, ()))
            found.append((name, names.get(now[name], now[name]), names.get(text, text)))
    return found
