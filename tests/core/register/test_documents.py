"""Identity documents: every valid number is taken, every slip of a digit is noticed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.documents import (
    DocumentCheck,
    DocumentDate,
    DocumentForm,
    check_digit,
    read_document,
)
from core.domain.errors import Refusal
from core.domain.masking import masked_document, masked_mobile, normal_login
from core.domain.register import (
    DocumentKind,
    Sex,
)
from tests.cast import document_number

TODAY = date(2026, 6, 15)
RESIDENT = DocumentKind.RESIDENT
areas = some.integers(110101, 659010).map(str)
births = some.dates(date(1900, 1, 1), TODAY)


@given(area=areas, born_on=births, sequence=some.integers(0, 999))
def test_every_valid_resident_number_is_accepted(area: str, born_on: date, sequence: int) -> None:
    number = document_number(born_on, sequence, area)
    read = read_document(RESIDENT, number, TODAY)
    assert (read.number, read.born_on) == (number, born_on)
    assert read.sex is (Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(
    born_on=births,
    sequence=some.integers(0, 999),
    place=some.integers(0, 17),
    other=some.integers(1, 9),
)
def test_any_single_digit_changed_is_refused(
    born_on: date, sequence: int, place: int, other: int
) -> None:
    number = document_number(born_on, sequence)
    digit = 10 if number[place] == "X" else int(number[place])
    changed = number[:place] + str((digit + other) % 10) + number[place + 1 :]
    if changed == number:
        return
    with pytest.raises(Refusal):
        read_document(RESIDENT, changed, TODAY)


@pytest.mark.parametrize(
    ("number", "sex"),
    [
        ("330106197503120015", Sex.MALE),  # of a county that had another code in that year
        ("33010619850312001X", Sex.MALE),
        ("330106198503120028", Sex.FEMALE),
    ],
)
def test_people_of_zhejiang_are_accepted_whenever_they_were_born(number: str, sex: Sex) -> None:
    assert read_document(RESIDENT, number, TODAY).sex is sex


@pytest.mark.parametrize(
    "text",
    [
        "３３０１０６１９８５０３１２００１ｘ",
        " 330106 19850312 001x ",
        "330106\u200b19850312001X\u202c",
    ],
)
def test_a_number_is_understood_however_it_is_typed(text: str) -> None:
    assert read_document(None, text, TODAY).number == "33010619850312001X"
    assert normal_login(text) == "33010619850312001X"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("330106198503120010", DocumentCheck),
        ("3301061985031200", DocumentForm),
        ("33010619850312001Ⅹ0", DocumentForm),
        ("33010619850312001\ue000", DocumentForm),
        ("०३३१०६१९८५०३१२००१०", DocumentForm),
        ("9" * 10_000, DocumentForm),
        ("330106198502300012"[:17] + check_digit("33010619850230001"), DocumentDate),
        ("33010618850301001" + check_digit("33010618850301001"), DocumentDate),
    ],
)
def test_what_is_no_resident_number_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_document(RESIDENT, text, TODAY)


def test_nobody_is_born_tomorrow() -> None:
    assert read_document(RESIDENT, document_number(TODAY, 1), TODAY).born_on == TODAY
    with pytest.raises(DocumentDate):
        read_document(RESIDENT, document_number(TODAY + timedelta(days=1), 1), TODAY)


PERMIT = "81000019900101001"
CARD = "93311234519900101"


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (DocumentKind.RESIDENCE_PERMIT, PERMIT + check_digit(PERMIT)),
        (DocumentKind.PERMANENT_RESIDENCE, CARD + check_digit(CARD)),
        (DocumentKind.PERMANENT_RESIDENCE, "USA110012345678"),
        (DocumentKind.HONG_KONG_MACAU, "H12345678"),
        (DocumentKind.HONG_KONG_MACAU, "m1234567800"),
        (DocumentKind.TAIWAN, "12345678"),
        (DocumentKind.TAIWAN, "1234567801"),
        (DocumentKind.PASSPORT, "e12345678"),
    ],
)
def test_other_documents_are_taken_by_their_form(kind: DocumentKind, number: str) -> None:
    assert read_document(kind, number, TODAY).number == number.upper()
    if kind not in {DocumentKind.TAIWAN, DocumentKind.PASSPORT}:
        assert read_document(None, number, TODAY).kind is kind


@pytest.mark.parametrize("kind", list(DocumentKind))
@pytest.mark.parametrize("text", ["", "abc", "张三", "🀄" * 9, "1" * 40])
def test_no_kind_of_document_takes_anything(kind: DocumentKind, text: str) -> None:
    with pytest.raises(DocumentForm):
        read_document(kind, text, TODAY)


def test_a_permit_with_a_slip_of_the_pen_is_refused() -> None:
    wrong = "5" if check_digit(PERMIT) != "5" else "6"
    with pytest.raises(DocumentCheck):
        read_document(DocumentKind.RESIDENCE_PERMIT, PERMIT + wrong, TODAY)


def test_numbers_are_shown_masked() -> None:
    assert masked_document("320106198503120065") == "320*****65"
    assert masked_document("E1234567") == "E1*****"
    assert masked_mobile("13800000001") == "138****0001"
