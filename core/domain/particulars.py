"""What the register holds of a person, and what may be wrong with each field (manual 2.1)."""

from dataclasses import dataclass, replace
from datetime import date

from core.domain.documents import Document, read_document
from core.domain.errors import Refusal
from core.domain.register import Department, PostType, Sex, Staff

OWN_NUMBERS = "99"
"""Staff numbers of the province begin with 82; those that this system allocates begin with 99."""
FIELDS = (
    *("document_kind", "document", "name", "sex", "born_on", "title", "title_awarded_on"),
    *("appointed_in", "department", "post_type", "status", "mobile", "specialty"),
    *("staff_number", "staff_kind", "position"),
)
REQUIRED = frozenset(FIELDS) - {"document_kind", "staff_number", "staff_kind", "position"}
COPIED = (
    *("name", "sex", "born_on", "title", "title_awarded_on", "appointed_in", "post_type"),
    *("status", "specialty", "staff_kind", "position"),
)


class FieldNeeded(Refusal):
    """The register cannot do without this field."""

    code = "field-needed"


class NoSuchChoice(Refusal):
    """The list of this field, as it is this year, has no such entry."""

    code = "no-such-choice"


class NoLongerOffered(Refusal):
    """The entry of the list is closed: whoever has it keeps it, nobody else gets it."""

    code = "no-longer-offered"


class DepartmentClosed(Refusal):
    """A closed department takes nobody new."""

    code = "department-closed"


class DayUnlikely(Refusal):
    """The day has not come yet, or lies before anybody's time."""

    code = "day-unlikely"


class YearUnlikely(Refusal):
    code = "year-unlikely"


class MobileForm(Refusal):
    """Eleven digits, the first a 1: by it somebody gets in and gets a password back."""

    code = "mobile-form"


class NumberForm(Refusal):
    """A staff number has ten digits."""

    code = "number-form"


class NumberOfOurs(Refusal):
    """The number lies in the range that the system allocates from, and nobody has it."""

    code = "number-of-ours"


class DocumentSaysOtherwise(Refusal):
    """The number of the document holds another day of birth, or the other sex."""

    code = "document-says-otherwise"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the register is to say of one person. Without a staff number, one is allocated."""

    document: Document
    name: str
    sex: Sex
    born_on: date
    title: str
    title_awarded_on: date | None
    appointed_in: int | None
    department: Department
    post_type: PostType
    status: str
    mobile: str
    specialty: str
    staff_number: str = ""
    staff_kind: str = ""
    position: str = ""

    def staff(self, staff_id: str, number: str) -> Staff:
        """Return the person, new in the register, under this staff number."""
        return Staff(
            id=staff_id,
            unit_id=self.department.unit_id,
            department_id=self.department.id,
            staff_number=number,
            document_kind=self.document.kind,
            **{name: getattr(self, name) for name in COPIED},
        )

    def changing(self, staff: Staff) -> Staff:
        """Return the person as they are to be, all but where they work."""
        return replace(
            staff,
            staff_number=self.staff_number or staff.staff_number,
            document_kind=self.document.kind,
            **{name: getattr(self, name) for name in COPIED},
        )


def own_number(place: int) -> str:
    """Return the staff number that this system allocates at a place, from 1 on.

    >>> own_number(1)
    '9900000001'
    """
    return f"{OWN_NUMBERS}{place:08}"


def particulars_of(
    staff: Staff, document: str, mobile: str, department: Department, today: date
) -> Particulars:
    """Return what the register says of somebody now, as `read_particulars` takes it."""
    try:
        paper = read_document(staff.document_kind, document, today)
    except Refusal:
        paper = Document(staff.document_kind, document)
    return Particulars(
        document=paper,
        department=department,
        mobile=mobile,
        staff_number=staff.staff_number,
        **{name: getattr(staff, name) for name in COPIED},
    )
