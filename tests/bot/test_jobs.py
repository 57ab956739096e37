"""What was made about others is told of in the chat, and fetched in the web app."""

from core.usecases.forms import ask_for_forms
from core.usecases.register.links import read_link
from tests import cast
from tests.bot.world import World
from tests.jobs import work_off


async def forms_made(world: World) -> str:
    """Let the head nurse have the forms of two people made; return the job's id."""
    assert cast.NURSE.staff
    assert cast.COLLEAGUE.staff
    people = [cast.NURSE.staff.id, cast.COLLEAGUE.staff.id]
    job = await ask_for_forms(world.desk, cast.HEAD_NURSE.actor, people, 2026)
    await work_off(world.desk)
    world.bot.deliveries.poke()
    await world.head_nurse.hears("2026 年度 2 人的学分登记表已生成")
    return job.id


async def test_a_button_leads_to_what_was_made_and_no_file_comes(chat: World) -> None:
    job_id = await forms_made(chat)
    await chat.head_nurse.presses("打开网页")
    assert (await read_link(chat.desk, chat.head_nurse.token))[1] == f"/jobs/{job_id}"
    assert not [one for one in chat.head_nurse.phone.heard if "document" in one]


async def test_what_was_made_for_somebody_else_is_not_found(with_buttons: World) -> None:
    job_id = await forms_made(with_buttons)
    assert (await with_buttons.head_nurse.found("打开网页"))[1] == f"job:{job_id}"
    await with_buttons.nurse.says("/help")
    assert "没有找到" in await with_buttons.nurse.forges(f"job:{job_id}")
