"""From a plan to credits that count."""

from datetime import timedelta

from core.domain.credits import Decision, Stage
from core.domain.people import Actor
from core.domain.schedules import Phase
from core.domain.trainings import Report, TrainingStage
from core.ports import Desk
from core.usecases.awards import award_credits, read_awards
from core.usecases.closings import submit_closing
from core.usecases.compliance import read_year, take_effect
from core.usecases.training_review import decide_training
from storage.system import MovableClock
from tests.trainings import an_approved_training, scan


async def test_a_training_gives_credits_that_count_the_day_after_its_closing(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
) -> None:
    training, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    signed_in = await scan(desk, nurse, cycle)
    assert signed_in.admitted.is_first
    again = await scan(desk, nurse, cycle)
    assert not again.admitted.is_first
    assert again.admitted.at == signed_in.admitted.at
    clock.move(minutes=190)
    await scan(desk, nurse, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    sheet = await read_awards(desk, head_nurse, training.id)
    assert [(one.staff_id, one.points) for one in sheet.included] == [(nurse.staff_id, 20)]
    assert await award_credits(desk, head_nurse, training.id, seen=sheet.training.version) == 1
    sheet = await read_awards(desk, head_nurse, training.id)
    closing = await submit_closing(
        desk, head_nurse, training.id, Report("按计划完成"), seen=sheet.training.version
    )
    closed = await decide_training(
        desk, unit_administrator, training.id, Decision.APPROVE, seen=closing.version
    )
    assert closed.stage is TrainingStage.CLOSED
    assert nurse.staff_id
    year = await read_year(desk, nurse, nurse.staff_id, 2026)
    assert year.result.credits.counting == 0
    assert [credit.stage for credit in year.credits.values()] == [Stage.APPROVED]
    clock.move(days=1)
    assert await take_effect(desk, Actor.system()) == 1
    year = await read_year(desk, nurse, nurse.staff_id, 2026)
    assert year.result.credits.counting == 20
    assert clock.ahead > timedelta(days=1)
