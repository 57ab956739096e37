"""Identity documents: what a number must look like, and what it says of its holder."""

import re
from dataclasses import dataclass
from datetime import date

from core.domain.errors import Refusal
from core.domain.register import DocumentKind, Sex
from core.domain.typed import normal_number

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
EARLIEST_BIRTH = date(1900, 1, 1)


class DocumentForm(Refusal):
    """The number has not the places that a document of this kind has."""

    code = "document-form"


class DocumentCheck(Refusal):
    """The last place does not follow from the others: one of them is wrong."""

    code = "document-check"


class DocumentDate(Refusal):
    """The day of birth in the number is in no calendar, or has not come."""

    code = "document-date"


FORMS = {
    DocumentKind.RESIDENT: re.compile(r"[1-8]\d{16}[\dX]", re.ASCII),
    DocumentKind.RESIDENCE_PERMIT: re.compile(r"8[123]0000\d{11}[\dX]", re.ASCII),
    DocumentKind.PERMANENT_RESIDENCE: re.compile(r"[A-Z]{3}\d{12}|9\d{16}[\dX]", re.ASCII),
    DocumentKind.HONG_KONG_MACAU: re.compile(r"[HM]\d{8}(\d{2})?", re.ASCII),
    DocumentKind.TAIWAN: re.compile(r"\d{8}(\d{2})?", re.ASCII),
    DocumentKind.PASSPORT: re.compile(r"[A-Z0-9]{5,17}", re.ASCII),
}
TELLING = (
    DocumentKind.RESIDENCE_PERMIT,
    DocumentKind.PERMANENT_RESIDENCE,
    DocumentKind.HONG_KONG_MACAU,
)
"""Kinds that no other number is mistaken for; a passport or 台胞证 must be said to be one."""
DATED = {DocumentKind.RESIDENT, DocumentKind.RESIDENCE_PERMIT}


@dataclass(frozen=True, slots=True)
class Document:
    """A number that has been checked. `born_on` and `sex` are None where it does not say."""

    kind: DocumentKind
    number: str
    born_on: date | None = None
    sex: Sex | None = None


def read_document(kind: DocumentKind | None, text: str, today: date) -> Document:
    """Return the document that was typed; without a kind, the one that its number tells.

    Raises DocumentForm, DocumentCheck, DocumentDate. Source: GB 11643; visa and passport forms.
    """
    number = normal_number(text)
    kind = kind or _kind_told_by(number)
    if not FORMS[kind].fullmatch(number):
        raise DocumentForm(document_kind=kind.value)
    if len(number) == 18 and check_digit(number[:17]) != number[17]:
        raise DocumentCheck
    if kind not in DATED:
        return Document(kind, number)
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return Document(kind, number, _birth(number[6:14], today), sex)


def check_digit(body: str) -> str:
    """Return the eighteenth place that follows from seventeen digits.

    >>> check_digit("33010619850312001")
    'X'
    """
    pairs = zip(body, WEIGHTS, strict=True)
    return CHECK_DIGITS[sum(int(digit) * weight for digit, weight in pairs) % 11]


def _kind_told_by(number: str) -> DocumentKind:
    told = (kind for kind in TELLING if FORMS[kind].fullmatch(number))
    return next(told, DocumentKind.RESIDENT)


def _birth(digits: str, today: date) -> date:
    try:
        born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise DocumentDate from None
    if not EARLIEST_BIRTH <= born_on <= today:
        raise DocumentDate
    return born_on
