"""The form of one person: what each field offers, what was typed, what it says now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.errors import Refusal
from core.domain.reading_particulars import Lists
from core.domain.register import Staff
from core.domain.rulebook.offers import offered
from core.usecases.register.history import ChangeLine
from core.wording.names import in_words

USUAL = {"document_kind": "resident", "status": "active", "post_type": "permanent"}
LISTED = {
    "title": "titles",
    "status": "statuses",
    "document_kind": "lists.document-kinds",
    "sex": "lists.sexes",
    "post_type": "lists.post-types",
    "staff_kind": "lists.staff-kinds",
    "specialty": "lists.specialties",
}

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person's form as it is shown. `seen` is the version that its values are of, 0 for new.

    What is `searched` has too many choices to offer them all. `now` are values that somebody else
    wrote meanwhile, in words, beside what was typed.
    """

    values: Mapping[str, str]
    choices: Mapping[str, Choices]
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    searched: Collection[str] = ()
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


def searched_in(lists: Lists) -> Collection[str]:
    """Return the fields that are typed into, for their choices are too many."""
    return {"department"} if lists.has_more else ()


def choices_of(lists: Lists, before: Staff | None = None) -> dict[str, Choices]:
    """Return what the fields with a list offer, in the reader's words; what stands is kept."""
    return {
        "department": [(one.id, one.name) for one in lists.departments if not one.closed_on],
        **{
            name: in_words(offered(lists.book, table, getattr(before, name, "")))
            for name, table in LISTED.items()
        },
    }
