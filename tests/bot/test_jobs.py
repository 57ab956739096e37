"""What was made about others is told of in the chat, and fetched in the web app."""

from core.usecases.forms import ask_for_forms
from tests import cast
from tests.bot.world import World
from tests.jobs import work_off


async def test_a_button_leads_to_what_was_made_and_no_file_comes(world: World) -> None:
    assert cast.NURSE.staff
    assert cast.COLLEAGUE.staff
    people = [cast.NURSE.staff.id, cast.COLLEAGUE.staff.id]
    job = await ask_for_forms(world.desk, cast.HEAD_NURSE.actor, people, 2026)
    await work_off(world.desk)
    world.bot.deliveries.poke()
    await world.head_nurse.hears("2026 年度 2 人的学分登记表已生成")
    old = world.head_nurse.find("打开网页")
    assert old[1] == f"job:{job.id}"
    await world.head_nurse.presses("打开网页")
    assert "/sign-in/" in str(world.head_nurse.last)
    assert not [one for one in world.head_nurse.phone.heard if "document" in one]
    await world.nurse.says("/help")
    await world.nurse.forges(f"job:{job.id}")
    assert "没有找到" in world.nurse.phone.answers[-1]["text"]
