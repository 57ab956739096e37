"""A photo is kept at once; what stands on it arrives later, as a proposal."""

import asyncio
import sys
from collections import Counter
from dataclasses import replace

import pytest

from core.domain.credits.credit import Credit, FlagKind
from core.domain.credits.faults import Incomplete
from core.domain.credits.paper import NameFit
from core.domain.credits.readings import ReadingStage
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.evidence.reading import ENGINE
from core.evidence.refusals import BrokenFile, PicturesBusy
from core.ports import Desk
from core.usecases.credits.entry import copy_credit, revise_draft, start_draft, submit_credit
from core.usecases.credits.evidence import TooManyFiles, attach_evidence, remove_evidence
from core.usecases.credits.readings import (
    PaperSheet,
    note_told,
    read_next,
    read_readings,
    reading_news,
    untold_readings,
)
from core.usecases.credits.sheets import read_credit
from core.wording.credits import flag_text
from storage.doctor import examine
from storage.reader import EngineReader
from storage.system import MovableClock
from tests.certificates.recorded import odd
from tests.jobs import keep_time, read_all
from tests.readers import OWN, ScriptedReader, reading, seen
from tests.stories import CERTIFICATE, photo

SYSTEM = Actor.system()


async def _with_photo(desk: Desk, who: Actor, subject: str = "", **facts: str) -> Credit:
    """Begin a draft with one photo, and with answers if facts are given."""
    draft = await start_draft(desk, who)
    if facts:
        draft = (await revise_draft(desk, who, draft.id, facts)).credit
    assert isinstance(desk.clock, MovableClock)
    for kind in ("certificate", "invoice"):
        desk.clock.move(seconds=1)  # what came first is read first
        named = kind if facts else None
        picture = photo(f"{who.name}{subject}{kind}")
        await attach_evidence(desk, who, draft.id, "p.jpg", picture, key=kind, kind=named)
        if not facts:
            break
    return draft


async def _sheet(desk: Desk, who: Actor, draft: Credit) -> PaperSheet:
    return await read_readings(desk, who, draft.id)


async def _kinds(desk: Desk, who: Actor, credit: Credit) -> set[FlagKind]:
    return {flag.kind for flag in (await read_credit(desk, who, credit.id)).flags}


async def _similar(desk: Desk, who: Actor, credit: Credit) -> set[str | None]:
    """Return which files are said to look like others."""
    flags = (await read_credit(desk, who, credit.id)).flags
    return {flag.evidence_id for flag in flags if flag.kind is FlagKind.SIMILAR_PICTURE}


async def test_a_photo_waits_and_is_read_later_for_whoever_entered_it(
    desk: Desk, nurse: Actor
) -> None:
    desk = reading(desk, seen(*OWN, codes=("https://example.org/1",)))
    draft = await _with_photo(desk, nurse)
    told = desk.publisher.subscribe(nurse.account_id)
    assert (await _sheet(desk, nurse, draft)).is_waiting
    assert await reading_news(desk, nurse) is None
    await read_all(desk)
    await asyncio.wait_for(told.__anext__(), 1)
    sheet = await _sheet(desk, nurse, draft)
    (one,) = sheet.readings
    assert (one.stage, one.codes) == (ReadingStage.READ, ("https://example.org/1",))
    assert sheet.name is NameFit.SAME
    assert await reading_news(desk, nurse) == desk.clock.now()
    (arrived,) = await untold_readings(desk, SYSTEM)
    assert (arrived.credit_id, arrived.account_id) == (draft.id, nurse.account_id)
    await note_told(desk, SYSTEM, [arrived.evidence_id])
    assert await untold_readings(desk, SYSTEM) == []


async def test_of_two_files_read_by_a_clock_that_was_put_back_each_is_news(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, OWN)
    assert isinstance(desk.clock, MovableClock)
    await _with_photo(desk, nurse, dates="2026-06-12")
    heard = [await reading_news(desk, nurse)]
    for _ in range(2):
        desk.clock.move(seconds=-5)
        assert await read_next(desk, SYSTEM)
        heard.append(await reading_news(desk, nurse))
    assert len(set(heard)) == 3


async def test_what_was_read_answers_the_questions_of_the_claim_when_somebody_takes_it(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, OWN)
    draft = await _with_photo(desk, nurse)
    await read_all(desk)
    assert (await read_credit(desk, nurse, draft.id)).credit.claim == draft.claim
    for _ in range(2):
        proposed = (await _sheet(desk, nurse, draft)).proposals
        answers = {question: one.answer for question, one in proposed.items()}
        revision = await revise_draft(desk, nurse, draft.id, answers)
        assert revision.refused == {}
    claim = revision.credit.claim
    assert (claim.rule, claim.quantity) == ("out-of-province-national", 600)
    assert claim.details["dates"] == "2026-06-12/2026-06-14"
    assert claim.details["project-name"] == "危重症护理新进展学习班"
    assert claim.details["organiser"] == "江苏省护理学会"


async def test_days_of_another_year_propose_that_year(sqlite_desk: Desk, nurse: Actor) -> None:
    desk = reading(sqlite_desk, [line.replace("2026", "2025") for line in OWN])
    draft = await _with_photo(desk, nurse)
    await read_all(desk)
    assert (await _sheet(desk, nurse, draft)).proposals["year"].answer == "2025"


async def test_without_a_reader_nothing_waits_and_nothing_is_said_to_be_read(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    draft = await _with_photo(sqlite_desk, nurse)
    assert await read_next(sqlite_desk, SYSTEM) == 0
    (one,) = (await _sheet(sqlite_desk, nurse, draft)).readings
    assert one.stage is ReadingStage.OFF


async def test_what_waits_when_the_reader_is_taken_away_waits_no_longer(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    draft = await _with_photo(reading(sqlite_desk, OWN), nurse)
    await read_all(sqlite_desk)
    (one,) = (await _sheet(sqlite_desk, nurse, draft)).readings
    assert one.stage is ReadingStage.OFF


async def test_of_a_paper_without_a_date_all_else_is_proposed_and_the_days_are_asked_for(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, [line for line in OWN if "日期" not in line])
    draft = await _with_photo(desk, nurse)
    await read_all(desk)
    for _ in range(2):
        proposed = (await _sheet(desk, nurse, draft)).proposals
        answers = {question: one.answer for question, one in proposed.items()}
        draft = (await revise_draft(desk, nurse, draft.id, answers)).credit
    assert "dates" not in proposed
    assert {"organiser", "project-name", "quantity"} <= proposed.keys()
    with pytest.raises(Incomplete) as refused:
        await submit_credit(desk, nurse, draft.id, seen=draft.version)
    assert "dates" in {one.details.get("question") for one in refused.value.faults}
    assert (await read_credit(desk, nurse, draft.id)).credit == draft


async def test_two_certificates_on_one_photo_propose_nothing_and_say_so(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, odd()["two certificates"])
    draft = await _with_photo(desk, nurse)
    await read_all(desk)
    sheet = await _sheet(desk, nurse, draft)
    assert [one.stage for one in sheet.readings] == [ReadingStage.SEVERAL]
    assert sheet.proposals == {}


async def test_twelve_photos_at_once_are_read_one_by_one_each_once(
    desk: Desk, nurse: Actor
) -> None:
    desk = reading(desk, OWN, ["发票"])
    draft = await start_draft(desk, nurse)
    photos = [photo("twelve") + bytes([number]) for number in range(13)]
    coming = [
        attach_evidence(desk, nurse, draft.id, f"{number}.jpg", one, key=str(number))
        for number, one in enumerate(photos)
    ]
    *_, refused = sorted(await asyncio.gather(*coming, return_exceptions=True), key=_is_refused)
    assert isinstance(refused, TooManyFiles)
    waits = await _sheet(desk, nurse, draft)
    assert Counter(one.stage for one in waits.readings) == {ReadingStage.WAITING: 12}
    await read_all(desk)
    sheet = await _sheet(desk, nurse, draft)
    stages = {ReadingStage.READ: 1, ReadingStage.NOTHING: 11}
    assert Counter(one.stage for one in sheet.readings) == stages
    assert sheet.proposals["rule"].answer == "out-of-province-national"


def _is_refused(outcome: object) -> bool:
    return isinstance(outcome, Refusal)


async def test_where_the_engine_is_not_installed_all_is_as_before(
    sqlite_desk: Desk, nurse: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, ENGINE, None)  # nobody can import it
    desk = replace(sqlite_desk, reader=EngineReader(sqlite_desk.workers, is_wanted=True))
    draft = await _with_photo(desk, nurse)
    assert await read_next(desk, SYSTEM) == 0
    (one,) = (await _sheet(desk, nurse, draft)).readings
    assert one.stage is ReadingStage.OFF
    found = {one.subject: one for one in await examine(replace(desk.settings, ocr=True))}
    assert found["reading"].is_well
    assert "not installed" in found["reading"].words


async def test_a_reader_that_dies_leaves_the_draft_and_reads_nothing(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, BrokenFile())
    draft = await _with_photo(desk, nurse)
    await read_all(desk)
    sheet = await _sheet(desk, nurse, draft)
    assert [one.stage for one in sheet.readings] == [ReadingStage.UNREADABLE]
    assert sheet.proposals == {}


async def test_what_cannot_be_read_now_is_tried_again_but_not_for_ever(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, PicturesBusy())
    draft = await _with_photo(desk, nurse)
    for _ in range(3):
        with pytest.raises(PicturesBusy):
            await read_next(desk, SYSTEM)
    assert (await _sheet(desk, nurse, draft)).is_waiting
    await read_all(desk)
    (one,) = (await _sheet(desk, nurse, draft)).readings
    assert one.stage is ReadingStage.UNREADABLE


async def test_what_was_being_read_when_the_process_ended_is_read_again(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, asyncio.CancelledError(), OWN)
    draft = await _with_photo(desk, nurse)
    with pytest.raises(asyncio.CancelledError):
        await read_next(desk, SYSTEM)
    assert (await _sheet(desk, nurse, draft)).is_waiting
    await read_all(desk)
    (one,) = (await _sheet(desk, nurse, draft)).readings
    assert one.stage is ReadingStage.READ


async def test_a_file_goes_with_what_was_read_of_it_and_one_content_is_read_once(
    desk: Desk, nurse: Actor
) -> None:
    desk = reading(desk, OWN)
    draft = await _with_photo(desk, nurse)
    await read_all(desk)
    again = await _with_photo(desk, nurse)
    await read_all(desk)
    assert isinstance(desk.reader, ScriptedReader)
    assert len(desk.reader.read_pages) == 1
    (file,) = (await read_credit(desk, nurse, draft.id)).evidence
    await remove_evidence(desk, nurse, draft.id, file.id)
    assert (await _sheet(desk, nurse, draft)).readings == []
    (other,) = (await _sheet(desk, nurse, again)).readings
    assert other.stage is ReadingStage.READ
    assert await untold_readings(desk, SYSTEM) != []


async def test_a_paper_that_says_otherwise_is_told_to_who_enters_and_who_reviews(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    others = [line.replace("闻旦", "葛莺莺").replace("学时：6", "学时：9") for line in OWN]
    desk = reading(desk, others)
    draft = await _with_photo(desk, nurse, **CERTIFICATE)
    await read_all(desk)
    sheet = await _sheet(desk, nurse, draft)
    assert sheet.name is NameFit.DIFFERENT
    assert {one.field.value for one in sheet.differences} == {"name", "hours"}
    differs = {FlagKind.NAME_DIFFERS, FlagKind.PAPER_DIFFERS}
    told = {flag_text(flag) for flag in (await read_credit(desk, nurse, draft.id)).flags}
    assert "姓名与证书不一致：证书上是“葛莺莺”" in told
    assert "学时与证书不一致：证书上是 9 学时" in told
    sent = await submit_credit(desk, nurse, draft.id, seen=draft.version)
    assert differs <= await _kinds(desk, head_nurse, sent)
    assert await _kinds(desk, nurse, sent) == set()


async def test_ones_own_earlier_use_of_a_certificate_is_told_before_sending(
    sqlite_desk: Desk, nurse: Actor
) -> None:
    desk = reading(sqlite_desk, OWN)
    first = await _with_photo(desk, nurse, **CERTIFICATE)
    await read_all(desk)
    again = await _with_photo(desk, nurse, subject="photographed again")
    await read_all(desk)
    assert await _kinds(desk, nurse, again) == set()  # a draft claims nothing
    await submit_credit(desk, nurse, first.id, seen=first.version)
    assert await _kinds(desk, nurse, again) == {FlagKind.SAME_PAPER}
    assert [one.id for one in (await _sheet(desk, nurse, again)).earlier] == [first.id]


async def test_that_a_colleague_has_used_a_certificate_is_told_to_reviewers_only(
    sqlite_desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    desk = reading(sqlite_desk, OWN)
    first = await _with_photo(desk, head_nurse, **CERTIFICATE)
    await submit_credit(desk, head_nurse, first.id, seen=first.version)
    again = await _with_photo(desk, nurse, subject="again", **CERTIFICATE)
    await read_all(desk)
    assert FlagKind.SAME_PAPER not in await _kinds(desk, nurse, again)
    assert (await _sheet(desk, nurse, again)).earlier == []
    sent = await submit_credit(desk, nurse, again.id, seen=again.version)
    assert FlagKind.SAME_PAPER in await _kinds(desk, head_nurse, sent)


async def test_the_very_same_file_is_not_told_of_as_the_same_certificate_too(
    sqlite_desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    desk = reading(sqlite_desk, OWN)
    first, again = [await _with_photo(desk, nurse, **CERTIFICATE) for _ in range(2)]
    await read_all(desk)
    await submit_credit(desk, nurse, first.id, seen=first.version)
    sent = await submit_credit(desk, nurse, again.id, seen=again.version)
    told = await _kinds(desk, head_nurse, sent)
    assert FlagKind.SAME_FILE in told
    assert FlagKind.SAME_PAPER not in told


async def test_what_was_read_decides_whether_two_photos_show_one_paper(
    sqlite_desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    other = [line.replace("118", "119").replace("12日至14日", "10日至11日") for line in OWN]
    desk = reading(sqlite_desk, OWN, ["发票"], other, ["发票"])
    first = await _with_photo(desk, nurse, **CERTIFICATE)
    await submit_credit(desk, nurse, first.id, seen=first.version)
    answers = CERTIFICATE | {"project-number": "2026-14-02-119", "dates": "2026-06-10至06-11"}
    draft = (await revise_draft(desk, nurse, (await start_draft(desk, nurse)).id, answers)).credit
    assert isinstance(desk.clock, MovableClock)
    for kind in ("certificate", "invoice"):  # nearly the same pictures as before
        desk.clock.move(seconds=1)
        picture = photo(f"{nurse.name}{kind}") + b"\0"
        await attach_evidence(desk, nurse, draft.id, "p.jpg", picture, key=kind, kind=kind)
    await keep_time(desk)
    sent = await submit_credit(desk, nurse, draft.id, seen=draft.version)
    certificate, invoice = (file.id for file in (await read_credit(desk, nurse, sent.id)).evidence)
    assert await _similar(desk, head_nurse, sent) == {certificate, invoice}
    await read_all(desk)
    await keep_time(desk)
    assert await _similar(desk, head_nurse, sent) == {invoice}


async def test_a_copy_of_a_credit_is_read_too(sqlite_desk: Desk, nurse: Actor) -> None:
    desk = reading(sqlite_desk, OWN)
    draft = await _with_photo(desk, nurse)
    copy = await copy_credit(desk, nurse, draft.id)
    await read_all(replace(desk))
    (one,) = (await _sheet(desk, nurse, copy)).readings
    assert one.stage is ReadingStage.READ
