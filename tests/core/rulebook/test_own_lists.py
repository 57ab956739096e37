"""A unit keeps its own lists: what it adds, renames and closes, and who is still called by it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from core.domain.credits.compliance import Outcome
from core.domain.credits.evidence import kinds_of
from core.domain.credits.faults import Incomplete
from core.domain.errors import NotFound, Refusal
from core.domain.particulars import NoLongerOffered
from core.domain.points import ONE
from core.domain.register import Actor
from core.domain.rulebook import YEARS, OwnRow, RulebookChanged, shipped
from core.domain.rulebook.changing import check_change
from core.domain.rulebook.checking import EvidenceAskedFor, EvidenceClosed, NameTaken, check_entry
from core.domain.rulebook.entries import CLOSABLE
from core.domain.rulebook.offers import entries, listed, offered
from core.domain.standing import Standing
from core.ports import Desk
from core.usecases.credits.compliance import read_year
from core.usecases.credits.entry import revise_draft, start_draft, submit_credit
from core.usecases.credits.evidence import attach_evidence
from core.usecases.register import records
from core.usecases.register.people import ParticularsRefused, edit_person, read_person
from core.usecases.register.people_template import choices
from core.usecases.rulebook import read_rule_row, read_rulebook
from core.usecases.rulebook.previews import ask_for_rule_preview, enter_rule_change
from core.wording.people import field_words
from tests import cast
from tests.core.register.test_transfer import other, release, take
from tests.jobs import work_off
from tests.pwa.years import put_credit
from tests.stories import PAPER, photo

__all__ = ["other"]

NURSE = "nursestaff222222"
ECONOMIST = (2026, "titles", "own-abcdefgh22222222")
NAMED = {"zh-CN": "高级经济师", "series": "other", "level": "associate"}
DAY, TODAY = date(2020, 5, 1), date(2026, 6, 15)


async def changed(
    desk: Desk,
    who: Actor,
    row: tuple[int, str, str],
    texts: Mapping[str, str] | None,
    seen: int = 0,
) -> OwnRow | None:
    """Change a row as the page does: it is looked at, then made."""
    wish = await ask_for_rule_preview(desk, who, *row, texts, seen=seen, reason="院务会决定")
    assert wish.job
    assert wish.refused == {}
    await work_off(desk)
    return await enter_rule_change(desk, who, wish.job.id)


async def titled(desk: Desk, who: Actor, title: str, year: int = 2026) -> None:
    wanted = Standing(year, title, "active", DAY)
    would = await records.preview_record(desk, who, NURSE, wanted, is_new=False)
    await records.put_record(desk, who, NURSE, wanted, is_new=False, seen=would.digest)


async def test_an_added_title_is_offered_given_judges_and_can_be_renamed_and_closed(
    desk: Desk, unit_administrator: Actor
) -> None:
    unit = unit_administrator
    with pytest.raises(NotFound):
        await read_rule_row(desk, unit, 2026, "titles", "senior-economist")
    await changed(desk, unit, ECONOMIST, NAMED)
    book = await read_rulebook(desk, unit, 2026)
    assert dict(offered(book, "titles"))[ECONOMIST[2]]["en"] == "高级经济师"
    assert "高级经济师" in choices(book, [])["title"]
    await titled(desk, unit, ECONOMIST[2])
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 3 * ONE)
    assert (await read_year(desk, cast.NURSE.actor, NURSE, 2026)).result.level == "associate"
    await changed(desk, unit, ECONOMIST, NAMED | {"level": "none"}, 1)
    assert (await read_year(desk, cast.NURSE.actor, NURSE, 2026)).result.outcome is (
        Outcome.NOT_REQUIRED
    )
    await changed(desk, unit, ECONOMIST, NAMED | {"zh-CN": "经济师", "is_closed": "yes"}, 2)
    book = await read_rulebook(desk, unit, 2026)
    assert ECONOMIST[2] in dict(listed(book, "titles"))
    assert ECONOMIST[2] not in dict(offered(book, "titles"))
    sheet = await read_person(desk, unit, NURSE)
    assert field_words("title", sheet.staff.title, sheet.book) == "经济师"
    await titled(desk, unit, "nurse")
    with pytest.raises(NoLongerOffered):
        await titled(desk, unit, ECONOMIST[2], 2025)
    row = await read_rule_row(desk, unit, *ECONOMIST)
    assert [turn.after["zh-CN"] for turn in row.history] == ["经济师", "高级经济师", "高级经济师"]
    assert row.history[0].reason == "院务会决定"
    assert not row.is_set, "what is added is closed, never taken away"
    with pytest.raises(NotFound):
        await changed(desk, unit, ECONOMIST, None, 3)


async def test_whoever_has_a_closed_entry_keeps_it_and_nobody_else_gets_it(
    desk: Desk, unit_administrator: Actor
) -> None:
    unit, head = unit_administrator, cast.HEAD_NURSE.staff
    assert head
    for table, code, texts in (
        ("titles", "nurse-in-charge", {"series": "nursing", "level": "intermediate"}),
        ("titles", "principal-engineer", {"series": "engineering", "level": "senior"}),
        ("lists.staff-kinds", "disease-control", {}),
        ("statuses", "residency", {}),
    ):
        await changed(desk, unit, (2026, table, code), texts | {"is_closed": "yes"})
    await titled(desk, unit, "nurse-in-charge")
    for status, title in (("residency", ""), ("active", "principal-engineer")):
        with pytest.raises(NoLongerOffered):
            await records.preview_record(
                desk, unit, NURSE, Standing(2026, title, status, DAY), is_new=False
            )
    seen = (await read_person(desk, unit, NURSE)).staff.version
    with pytest.raises(ParticularsRefused) as refused:
        await edit_person(desk, unit, NURSE, {"staff_kind": "疾控"}, seen=seen)
    assert isinstance(refused.value.faults["staff_kind"], NoLongerOffered)
    assert "疾控" not in choices(await read_rulebook(desk, unit, 2026), [])["staff_kind"]
    assert "疾控" in choices(await read_rulebook(desk, unit, 2025), [])["staff_kind"]


async def test_an_added_title_is_known_in_earlier_years_and_where_its_person_goes(
    desk: Desk, unit_administrator: Actor, other: Actor
) -> None:
    unit = unit_administrator
    await changed(desk, unit, ECONOMIST, NAMED)
    await titled(desk, unit, ECONOMIST[2])
    earlier = await read_rulebook(desk, unit, 2024)
    assert earlier.title(ECONOMIST[2]).level == "associate"
    assert ECONOMIST[2] not in dict(listed(earlier, "titles"))
    await release(desk)
    await take(desk, other)
    sheet = await read_person(desk, other, NURSE)
    assert field_words("title", sheet.staff.title, sheet.book) == "高级经济师"
    theirs = await read_rulebook(desk, other, 2026)
    assert ECONOMIST[2] not in dict(listed(theirs, "titles"))
    await changed(desk, unit, ECONOMIST, NAMED | {"zh-CN": "经济师(高级)"}, 1)
    sheet = await read_person(desk, other, NURSE)
    assert field_words("title", sheet.staff.title, sheet.book) == "经济师(高级)"


async def test_what_a_kind_of_activity_asks_for_is_the_units(
    desk: Desk, unit_administrator: Actor, nurse: Actor
) -> None:
    unit, paper = unit_administrator, (2026, "categories", "paper")
    row = await read_rule_row(desk, unit, *paper)
    texts = {**row.line.texts, "journal.required": "", "paper-title.name": "文章题目"}
    with_pages = texts | {"evidence.1": "", "evidence.2": "journal-pages、other"}
    await changed(desk, unit, paper, with_pages)
    review = (await read_rule_row(desk, unit, 2026, "categories", "review-article")).line.texts
    row_of_reviews = (2026, "categories", "review-article")
    await changed(desk, unit, row_of_reviews, {**review, "evidence.2": ""})
    draft = await start_draft(desk, nurse)
    answers = {key: text for key, text in PAPER.items() if key != "journal"}
    complete = (await revise_draft(desk, nurse, draft.id, answers)).credit
    book = await read_rulebook(desk, unit, 2026)
    assert kinds_of(complete.claim, book) == ["journal-pages", "other"]
    assert book.category("paper").fields[0].names["zh-CN"] == "文章题目"
    with pytest.raises(Incomplete):
        await submit_credit(desk, nurse, complete.id, seen=complete.version)
    await changed(desk, unit, (2026, "lists.evidence-kinds", "journal-pages"), {"is_closed": "yes"})
    assert kinds_of(complete.claim, await read_rulebook(desk, unit, 2026)) == ["other"]
    with pytest.raises(NotFound):
        await attach_evidence(
            *(desk, nurse, draft.id, "a.jpg", photo("a")), key="first", kind="journal-pages"
        )
    await attach_evidence(*(desk, nurse, draft.id, "a.jpg", photo("a")), key="second", kind="other")
    await submit_credit(desk, nurse, complete.id, seen=complete.version)
    with pytest.raises(EvidenceClosed):
        await changed(desk, unit, paper, None, 1)
    await changed(desk, unit, (2026, "lists.evidence-kinds", "journal-pages"), None, 1)
    await changed(desk, unit, paper, None, 1)
    assert (await read_rulebook(desk, unit, 2026)).category("paper") == shipped().of(2026).category(
        "paper"
    )


async def test_two_administrators_of_one_list_add_side_by_side_but_change_one_entry_once(
    desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    first, second = unit_administrator, second_unit_administrator
    degree, another = ((2026, "lists.degrees", f"own-{at}bcdefgh22222222") for at in "ab")
    mine = await ask_for_rule_preview(
        *(desk, first, *degree, {"zh-CN": "双学士"}), seen=0, reason="补录"
    )
    theirs = await ask_for_rule_preview(
        *(desk, second, *another, {"zh-CN": "高中"}), seen=0, reason="补录"
    )
    await changed(desk, first, (2026, "lists.degrees", "doctor"), {"zh-CN": "博士"})
    assert mine.job
    assert theirs.job
    for who, wish in ((first, mine), (second, theirs)):
        await work_off(desk)
        assert wish.job
        with pytest.raises(Refusal):
            await enter_rule_change(desk, who, wish.job.id)
    await changed(desk, first, degree, {"zh-CN": "双学士"})
    await changed(desk, second, another, {"zh-CN": "高中"})
    with pytest.raises(RulebookChanged):
        await changed(desk, second, degree, {"zh-CN": "双学位"})
    names = [
        one["zh-CN"] for _, one in offered(await read_rulebook(desk, first, 2026), "lists.degrees")
    ]
    assert names == ["博士", "硕士研究生", "本科", "大专", "中专", "双学士", "高中"]


def test_no_two_shipped_entries_of_a_list_have_one_name() -> None:
    for year in YEARS:
        book = shipped().of(year)
        for table in CLOSABLE:
            for code, _ in entries(book, table):
                check_entry(book, table, code)


def test_an_entry_may_be_added_in_one_year_and_changed_in_the_next() -> None:
    values = {"names": {"zh-CN": "甲", "en": "甲"}}
    row = OwnRow("unit", 2025, "lists.specialties", "own-abcdefgh22222222", values, "院发1号")
    later = replace(row, year=2026, values={"is_closed": True})
    books = shipped().with_row(row).with_row(later)
    assert [
        row.code in dict(offered(books.of(year), row.table)) for year in (2024, 2025, 2026)
    ] == [*(False, True, False)]
    assert books.of(2026).item("specialties", row.code)["zh-CN"] == "甲"
    assert [one["source"] for one in books.written(2025)[row.table]][-1] == "院发1号"
    with pytest.raises(NotFound):
        books.beneath(2018, row.table, row.code)


def test_no_later_year_gets_two_entries_of_one_name_or_asks_for_what_was_closed_before() -> None:
    values, table = {"names": {"zh-CN": "甲", "en": "甲"}}, "lists.specialties"
    later = OwnRow("unit", 2027, table, "own-abcdefgh22222222", values, "院发1号")
    none_yet = OwnRow("unit", 2026, table, "own-bbcdefgh22222222", None)
    with pytest.raises(NameTaken):
        check_change(shipped().with_row(later), none_yet, replace(none_yet, values=values), TODAY)
    asks = OwnRow("unit", 2027, "categories", "book", {"evidence": [["invoice"]]}, "院发1号")
    offered_yet = OwnRow("unit", 2026, "lists.evidence-kinds", "invoice", None)
    shut = replace(offered_yet, values={"is_closed": True})
    with pytest.raises(EvidenceAskedFor):
        check_change(shipped().with_row(asks), offered_yet, shut, TODAY)
    assert check_change(shipped(), offered_yet, shut, TODAY)
