"""People are found by their names, however the reader's computer writes a rare character."""

from dataclasses import replace
from urllib.parse import quote

from core.domain.register import Actor
from core.ports import Desk
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.rooms import approved
from tests.stories import PAPER, a_submitted_credit

TODAYS, OF_AN_EXPORT = "䶮静怡", quote("\ue863静")


async def test_somebody_is_found_by_the_character_of_an_old_export_wherever_people_are_looked_for(
    desk: Desk, head_nurse_browser: Browser, colleague: Actor
) -> None:
    async with desk.store.transaction() as tx:
        staff = await tx.people.get(cast.COLLEAGUE.account.staff_id or "")
        await tx.people.save(replace(staff, name=TODAYS))
    await a_submitted_credit(desk, colleague, PAPER)
    held = await approved(desk)
    for path in (
        f"/credits/new?q={OF_AN_EXPORT}",
        f"/forms?q={OF_AN_EXPORT}",
        f"/review?name={OF_AN_EXPORT}",
        f"{held.room}?q={OF_AN_EXPORT}",
    ):
        page = await (await head_nurse_browser.get(path)).get_data(as_text=True)
        assert TODAYS in page, path
        assert "闻旦" not in page, path
