"""An application for a project before its unit in the chat."""

from core.domain.projects.application import ApplicationStage
from core.usecases.projects.applications import read_application, submit_application
from tests.bot.world import World
from tests.projects import HEAD, an_application, taking_applications


async def test_the_unit_returns_an_application_from_its_card(chat: World) -> None:
    await taking_applications(chat.desk)
    ready = await an_application(chat.desk)
    await submit_application(chat.desk, HEAD, ready.id, seen=ready.version)
    chat.bot.deliveries.poke()
    await chat.unit.hears("引入超声引导置管")
    await chat.unit.presses("退回")
    await chat.unit.presses("自己写原因")
    await chat.unit.says("目标写具体些")
    it = (await read_application(chat.desk, HEAD, ready.id)).application
    assert (it.stage, it.reason) == (ApplicationStage.RETURNED, "目标写具体些")
    await chat.passes(11)
    await chat.head_nurse.hears("被退回：目标写具体些")
