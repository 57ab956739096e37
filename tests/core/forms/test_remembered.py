"""What was measured once is not measured again, and the paper is what it was."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from core.forms import legible, lettering, table
from core.forms.registration import RegistrationForm
from tests.core.forms.test_forms import LONG, RARE, a_form, a_row, draw

MEMORIES = (table.cell, legible.legible, lettering.thousandths, lettering._runs)
PAPERS = {
    "zh-CN": "237d81590524ff24bc8d5559e04eea8988f6a3919568712398a6385ceb7c4c7c",
    "en": "c2513594c66da11c5298ec76c6ce28975128e1e95072f9db5fb8abcef3580012",
}


def forget() -> None:
    for memory in MEMORIES:
        memory.cache_clear()


def papers() -> list[RegistrationForm]:
    """Return a short form, an empty one, and one of several pages with all that is hard to set."""
    rows = tuple(
        a_row(
            number,
            activity=LONG[number:] + RARE + " - Evidence-based (care) " * (number % 3),
            why_not="" if number % 4 else "超出上限",
            counts=number % 4 != 0,
        )
        for number in range(60)
    )
    nobody = a_form(rows=0, result="met", reasons=())
    return [a_form(rows=3), nobody, replace(a_form(name="欧阳" + RARE), rows=rows)]


def drawn_on(pdf: bytes) -> str:
    """Return what is on the pages, unpacked: how it is packed is the library's own."""
    pages = PdfReader(BytesIO(pdf)).pages
    return sha256(b"".join(page.get_contents().get_data() for page in pages)).hexdigest()  # type: ignore[union-attr]


@pytest.mark.parametrize("language", PAPERS)
def test_the_paper_is_what_it_was(language: str) -> None:
    """A change of wording, fonts or layout changes these on purpose; nothing else may."""
    assert drawn_on(draw(papers(), language).pdf) == PAPERS[language]


def test_remembered_or_measured_anew_the_bytes_are_the_same() -> None:
    forget()
    cold = draw(papers(), "zh-CN").pdf
    assert draw(papers(), "zh-CN").pdf == cold
    forget()
    draw([a_form(rows=2, name="葛莺莺")], "en")
    assert draw(papers(), "zh-CN").pdf == cold


@pytest.mark.parametrize("memory", MEMORIES)
def test_the_next_person_costs_only_what_is_new(memory: Any) -> None:
    forget()
    draw([a_form(rows=8)], "zh-CN")
    measured = memory.cache_info().misses
    draw([a_form(rows=8, name="葛莺莺", staff_number="8200277123")], "zh-CN")
    assert measured > 12
    assert memory.cache_info().misses - measured <= 8


def test_what_is_remembered_has_an_end() -> None:
    assert {memory.cache_info().maxsize for memory in MEMORIES} == {lettering.REMEMBERED}
