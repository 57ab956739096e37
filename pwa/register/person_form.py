"""The form of one person: what each field offers, what was typed, what it says now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.errors import Refusal
from core.domain.particulars import FIELDS
from core.domain.reading_particulars import NOT_APPOINTED, Lists
from core.domain.register import Staff
from core.domain.rulebook.rules import Rulebook
from core.usecases.register.history import ChangeLine
from core.usecases.register.people import PersonSheet
from core.wording.names import named
from core.wording.people import field_words
from pwa.frame.fields import Fields

LONGEST = 20_000
PROTECTED = ("document", "mobile")
USUAL = {"document_kind": "resident", "status": "active", "post_type": "permanent"}
LISTED = {
    "document_kind": "document-kinds",
    "sex": "sexes",
    "post_type": "post-types",
    "staff_kind": "staff-kinds",
    "specialty": "specialties",
}

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person's form as it is shown. `seen` is the version that its values are of, 0 for new.

    `now` are values that somebody else wrote meanwhile, in words, beside what was typed.
    """

    values: Mapping[str, str]
    choices: Mapping[str, Choices]
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    changed: Refusal | None = None
    seen: int = 0
    now: Sequence[tuple[str, str, str]] = ()
    events: Sequence[ChangeLine] = ()

    @property
    def status(self) -> int:
        if self.changed:
            return self.changed.status
        statuses = {refusal.status for refusal in self.refused.values()}
        return max(statuses, default=200) if self.refused else 200


def choices_of(lists: Lists) -> dict[str, Choices]:
    """Return what the fields with a list offer, in the reader's words."""
    book = lists.book
    return {
        "title": [(one.code, named(one.names)) for one in book.titles],
        "status": [(one.code, named(one.names)) for one in book.statuses],
        "department": [(one.id, one.name) for one in lists.departments if not one.closed_on],
        **{
            name: [(code, named(names)) for code, names in book.lists[code_of]]
            for name, code_of in LISTED.items()
        },
    }


def typed_of(sent: Fields) -> dict[str, str]:
    """Return what was typed, by field, at its full length: what is too long is told beside it."""
    typed = {name: sent.text(name, longest=LONGEST) for name in FIELDS if name in sent}
    if sent.is_ticked("not_appointed"):
        typed["appointed_in"] = NOT_APPOINTED
    return typed


def to_correct(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is to be read of a correction: protected fields only where something is typed."""
    return {name: text for name, text in typed.items() if text or name not in PROTECTED}


def values_of(staff: Staff, book: Rulebook) -> dict[str, str]:
    """Return what the register says of somebody, as the form's fields hold it."""
    plain = {name: getattr(staff, name) for name in FIELDS if hasattr(staff, name)}
    values = {name: "" if value is None else str(value) for name, value in plain.items()}
    return {
        **values,
        "department": staff.department_id,
        "specialty": field_words("specialty", staff.specialty, book),
        "appointed_in": str(staff.appointed_in or NOT_APPOINTED),
        "document": "",
        "mobile": "",
    }


def differing(
    typed: Mapping[str, str], sheet: PersonSheet, choices: Mapping[str, Choices]
) -> list[tuple[str, str, str]]:
    """Return the fields that say otherwise now than was typed: field, now, typed; in words."""
    now = values_of(sheet.staff, sheet.book)
    found = []
    for name, text in typed.items():
        if name not in PROTECTED and text.strip() != now[name]:
            names = dict(choices.get(name, ()))
            found.append((name, names.get(now[name], now[name]), names.get(text, text)))
    return found
