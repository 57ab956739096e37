"""Registration forms and the year's result in the web app."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from quart import Response

from core.domain.register import Actor, Staff
from core.domain.review import Decision
from core.domain.subjects import Subject
from core.ports import Desk
from core.texts import say
from core.usecases.credits.compliance import take_effect
from core.usecases.credits.sheets import read_credit
from core.usecases.jobs.jobs import list_jobs
from core.usecases.review import decide
from pwa.forms.months import months_of
from storage.system import MovableClock
from tests import cast
from tests.jobs import work_off
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import Entry, form_of, submitted, text_of


def _staff(person: cast.Person) -> Staff:
    assert person.staff is not None
    return person.staff


NURSE, COLLEAGUE, PHYSICIAN = map(_staff, (cast.NURSE, cast.COLLEAGUE, cast.PHYSICIAN))


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def pdf_text(answer: Response) -> str:
    content = await answer.get_data(as_text=False)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


async def approved(desk: Desk, entry: Entry, clock: MovableClock, *reviewers: Actor) -> None:
    """Let everybody pass the claim, and the next day come."""
    for reviewer in reviewers:
        version = (await read_credit(desk, reviewer, entry.credit_id)).credit.version
        await decide(
            desk, reviewer, Subject("credit", entry.credit_id), Decision.APPROVE, seen=version
        )
    clock.move(days=1)
    await take_effect(desk, Actor.system())


async def test_one_finds_and_opens_the_forms_of_ones_own_years(nurse_browser: Browser) -> None:
    page = await text_of(await nurse_browser.get("/forms"))
    assert f"/staff/{NURSE.id}/forms/2026" in page
    answer = await nurse_browser.get(f"/staff/{NURSE.id}/forms/2026.pdf")
    assert answer.content_type == "application/pdf"
    assert "闻旦" in await pdf_text(answer)
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "闻" not in answer.headers["Content-Disposition"]


async def test_an_administrator_prints_several_as_one_pdf_or_a_zip(
    desk: Desk,
    head_nurse_browser: Browser,
) -> None:
    page = await text_of(await head_nurse_browser.get("/forms?year=2025"))
    assert all(name in page for name in ("闻旦", "葛莺莺", "蔡李铭"))
    assert "王清清" not in page
    chosen = [("staff", NURSE.id), ("staff", COLLEAGUE.id), ("year", "2025")]
    one = await _made(desk, head_nurse_browser, chosen)
    printed = await pdf_text(one)
    assert all(name in printed for name in ("闻旦", "葛莺莺"))
    each = await _made(desk, head_nurse_browser, [*chosen, ("packing", "each")])
    packed = BytesIO(await each.get_data(as_text=False))
    with ZipFile(packed) as archive:
        assert sorted(archive.namelist()) == [
            "2025-葛莺莺-8200000002.pdf",
            "2025-闻旦-8200000001.pdf",
        ]


async def _made(desk: Desk, browser: Browser, pairs: list[tuple[str, str]]) -> Response:
    """Have the forms of several made, and download them from the page that one is led to."""
    asked = await _several(browser, pairs)
    assert asked.status_code == 303
    await work_off(desk)
    page = await text_of(await browser.get(asked.location))
    assert said("job-done") in page
    return await browser.get(f"{asked.location}/file")


async def _several(browser: Browser, pairs: list[tuple[str, str]]) -> Response:
    return await browser.client.post(
        "/forms",
        data=form_of(pairs),
        headers=HERE | {"Content-Type": "application/x-www-form-urlencoded"},
    )


async def test_the_form_of_one_is_there_at_once(head_nurse_browser: Browser) -> None:
    answer = await _several(head_nurse_browser, [("staff", NURSE.id), ("year", "2025")])
    assert (answer.status_code, answer.location) == (303, f"/staff/{NURSE.id}/forms/2025")


async def test_printing_nobody_is_refused(head_nurse_browser: Browser) -> None:
    answer = await _several(head_nurse_browser, [("year", "2026")])
    assert answer.status_code == 422
    assert said("refusal-nobody-chosen") in await text_of(answer)


@pytest.mark.parametrize(
    ("asked", "names", "others"),
    [
        ("q=%E9%97%BB", {"闻旦"}, {"葛莺莺"}),
        ("q=8200000002", {"葛莺莺"}, {"闻旦"}),
        ("title=senior-nurse", {"葛莺莺"}, {"闻旦"}),
        ("status=retired", set(), {"闻旦", "葛莺莺"}),
    ],
)
async def test_the_people_are_found_by_the_columns_of_the_manual(
    head_nurse_browser: Browser, asked: str, names: set[str], others: set[str]
) -> None:
    page = (await text_of(await head_nurse_browser.get(f"/forms?{asked}"))).partition("<main")[2]
    assert all(f">{name}" in page for name in names)
    assert not any(f">{name}" in page for name in others)


@pytest.mark.parametrize(
    "path",
    [
        f"/staff/{NURSE.id}/forms/2026",
        f"/staff/{NURSE.id}/forms/2026.pdf",
        f"/staff/{NURSE.id}/years/2026",
    ],
)
async def test_forms_and_years_of_others_are_not_found(
    stranger_browser: Browser, head_nurse_browser: Browser, path: str
) -> None:
    assert (await stranger_browser.get(path)).status_code == 404
    assert (await head_nurse_browser.get(path)).status_code == 200


async def test_somebody_elses_form_is_not_printed_among_ones_own(
    head_nurse_browser: Browser,
) -> None:
    chosen = [("staff", NURSE.id), ("staff", PHYSICIAN.id), ("year", "2026")]
    assert (await _several(head_nurse_browser, chosen)).status_code == 404


@pytest.mark.parametrize("year", ["1999", "2031"])
async def test_a_year_that_is_not_kept_is_not_found(nurse_browser: Browser, year: str) -> None:
    for what in (f"forms/{year}", f"forms/{year}.pdf", f"years/{year}"):
        assert (await nurse_browser.get(f"/staff/{NURSE.id}/{what}")).status_code == 404


async def test_the_year_says_what_counts_and_why_the_rest_does_not(
    desk: Desk,
    nurse_browser: Browser,
    head_nurse: Actor,
    unit_administrator: Actor,
    authority: Actor,
    clock: MovableClock,
) -> None:
    counting = await submitted(nurse_browser)
    await approved(desk, counting, clock, head_nurse, unit_administrator, authority)
    await submitted(nurse_browser, 2, "k2", **{"answer-project-name": "还在审的项目"})
    page = await text_of(await nurse_browser.get(f"/staff/{NURSE.id}/years/2026"))
    for words in (
        said("outcome-not-met"),
        said("still-missing", missing="23.0", check="credits"),
        said("not-counted-under-review"),
        "还在审的项目",
        counting.path,
        f"/staff/{NURSE.id}/forms/2026",
    ):
        assert words in page, words
    before = await text_of(
        await nurse_browser.get(f"/staff/{NURSE.id}/years/2026?as-of=2026-06-15")
    )
    assert said("not-counted-not-in-effect") in before
    assert said("still-missing", missing="25.0", check="credits") in before


async def test_a_character_that_no_font_has_is_named_with_its_person_beside_the_file(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    rare = replace(NURSE, id="rarename22222222", staff_number="8200000088", name="𬭎䶮㛃𠅤")
    odd = replace(NURSE, id="oddname222222222", staff_number="8200000089", name="张\U00031350")
    async with desk.store.transaction() as tx:
        for number, one in enumerate((rare, odd)):
            await tx.people.add(one, f"33010619900101{number:04}", f"1380000008{number}")
    ready = await text_of(await head_nurse_browser.get(f"/staff/{odd.id}/forms/2026"))
    assert odd.name in ready
    assert said("forms-missing-title") in ready
    assert said("forms-missing-title") not in await text_of(
        await head_nurse_browser.get(f"/staff/{rare.id}/forms/2026")
    )
    chosen = [("staff", rare.id), ("staff", odd.id), ("year", "2026")]
    printed = await pdf_text(await _made(desk, head_nurse_browser, chosen))
    (job,) = await list_jobs(desk, cast.HEAD_NURSE.actor)
    told = await text_of(await head_nurse_browser.get(f"/jobs/{job.id}"))
    assert said("forms-missing-title") in told
    assert odd.name in told
    assert rare.name not in told
    assert rare.name in printed
    assert "张〓" in printed


def test_one_tap_chooses_a_month_and_a_later_one_all_up_to_it() -> None:
    february = months_of(2024, None, None)[1]
    assert (february.first, february.last) == (date(2024, 2, 1), date(2024, 2, 29))
    one = months_of(2024, february.first, february.last)
    assert [month.number for month in one if month.is_chosen] == [2]
    assert (one[3].first, one[3].last) == (date(2024, 2, 1), date(2024, 4, 30))
    assert (one[0].first, one[0].last) == (date(2024, 1, 1), date(2024, 1, 31))
    three = months_of(2024, one[3].first, one[3].last)
    assert [month.number for month in three if month.is_chosen] == [2, 3, 4]
    assert three[5].first == date(2024, 6, 1)
