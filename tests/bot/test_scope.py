"""In the chat, too, whoever moved away is out of sight at once."""

from core.domain.credits.credit import Stage
from tests import cast
from tests.bot.review.test_review import stage_of
from tests.bot.world import World, submitted


async def test_a_card_of_somebody_who_moved_away_decides_nothing(chat: World) -> None:
    await submitted(chat)
    card = chat.head_nurse.find("通过")
    async with chat.desk.store.transaction() as tx:
        nurse = await tx.people.get(cast.NURSE.account.staff_id or "")
        await tx.people.move_all([nurse], cast.INTERNAL, chat.desk.today())
    chat.head_nurse.phone.presses(*card)
    await chat.settled()
    assert "没有找到" in str(chat.head_nurse.phone.answers[-1]["text"])
    assert await stage_of(chat) is Stage.DEPARTMENT_REVIEW
    assert "闻旦" not in await chat.head_nurse.says("/review")
    assert "闻旦" not in await chat.head_nurse.says("/inbox")
