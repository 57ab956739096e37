"""What was read of a draft's photos, as its pages show it: proposals beside the fields."""

import re

from core.domain.credits.readings import ReadField, ReadingStage
from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.entry import start_draft
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.sheets import read_credit
from tests.pwa.conftest import Browser
from tests.pwa.entering import RULE, begin, certificate, text_of
from tests.readings import CERTIFICATE, read_as


async def draft_with_a_photo(desk: Desk, nurse: Actor) -> str:
    draft = await start_draft(desk, nurse)
    await attach_evidence(desk, nurse, draft.id, "a.jpg", certificate(), key="k")
    return draft.id


async def test_what_was_read_proposes_the_kind_and_then_every_field(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    draft = await draft_with_a_photo(desk, nurse)
    await read_as(desk, draft)
    kinds = await text_of(await nurse_browser.get(f"/credits/{draft}/rule"))
    assert say("read-name-same") in kinds
    assert f'value="{RULE}"' in kinds
    assert "浙江省护理学会" in kinds
    form = {"year": "2026", "rule": RULE, "seen": "1"}
    assert (await nurse_browser.post(f"/credits/{draft}/rule", form)).status_code == 303
    page = await text_of(await nurse_browser.get(f"/credits/{draft}/edit"))
    for question, answer in (
        ("organiser", "浙江省护理学会"),
        ("dates", "2026-06-12/2026-06-14"),
        ("quantity", "6"),
    ):
        assert f'data-fill="{question}" data-value="{answer}"' in page
    [box] = re.findall(r'id="place-organiser".*?(<rect[^>]*>)', page, re.DOTALL)[:1]
    assert 'x="0.1" y="0.4" width="0.4" height="0.05"' in box
    claim = (await read_credit(desk, nurse, draft)).credit.claim
    assert claim.details == {}, "nothing is an answer before somebody has taken it"


async def test_what_was_typed_is_not_proposed_again_and_what_differs_is_said(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    entry = await begin(nurse_browser)
    await entry.send(certificate())
    await read_as(desk, entry.credit_id, CERTIFICATE | {ReadField.NAME: "张三"})
    await entry.save()
    page = await text_of(await nurse_browser.get(f"{entry.path}/edit"))
    assert "data-fill=" not in page
    assert say("read-name-different", read="张三") in page
    assert say("flag-differs-project-number", read="2026-14-02-118") in page


async def test_what_a_code_on_the_paper_says_is_shown_and_is_no_link(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    draft = await draft_with_a_photo(desk, nurse)
    await read_as(desk, draft, codes=("https://elsewhere.example/?<b>",))
    page = await text_of(await nurse_browser.get(f"/credits/{draft}/rule"))
    assert page.count("elsewhere.example") == 1
    assert say("read-code", text="https://elsewhere.example/?&lt;b&gt;") in page


async def test_a_photo_of_nothing_says_so_and_a_reader_that_died_nothing(
    desk: Desk, nurse: Actor, nurse_browser: Browser
) -> None:
    for stage in ReadingStage:
        draft = await draft_with_a_photo(desk, nurse)
        await read_as(desk, draft, {}, stage=stage)
        page = await text_of(await nurse_browser.get(f"/credits/{draft}/rule"))
        told = {one for one in ReadingStage if say_of(one) in page}
        assert told == {stage} - {
            ReadingStage.READ,
            ReadingStage.WAITING,
            ReadingStage.UNREADABLE,
            ReadingStage.OFF,
        }
        assert (say("read-waiting") in page) == (stage is ReadingStage.WAITING)


def say_of(stage: ReadingStage) -> str:
    told = {ReadingStage.SEVERAL, ReadingStage.BLURRED, ReadingStage.NOTHING}
    return say(f"reading-stage-{stage}") if stage in told else "\0"
