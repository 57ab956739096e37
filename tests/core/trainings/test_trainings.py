"""From a plan to credits that count."""

from datetime import timedelta

from core.domain.attendance.schedules import Phase
from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import Report, TrainingStage
from core.ports import Desk
from core.usecases.credits.compliance import read_year, take_effect
from core.usecases.review import decide, undo_decision
from core.usecases.trainings.awards import award_credits, read_awards
from core.usecases.trainings.closings import submit_closing
from storage.system import MovableClock
from tests.trainings import an_approved_training, correct_award, scan


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
    closed = await decide(
        desk, unit_administrator, training.subject, Decision.APPROVE, seen=closing.version
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


async def test_a_credits_own_history_tells_each_stage_that_its_training_gave_it(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    colleague: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
) -> None:
    held, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    for who in (nurse, colleague):
        await scan(desk, who, cycle)
    clock.move(minutes=190)
    for who in (nurse, colleague):
        await scan(desk, who, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    await award_credits(desk, head_nurse, held.id, seen=held.version)
    off = ("absent", colleague.staff_id or "")
    await correct_award(desk, head_nurse, held.id, off[1], is_included=False, reason=off[0])
    version = (await read_awards(desk, head_nurse, held.id)).training.version
    report = Report("按计划完成")
    waits = await submit_closing(desk, head_nurse, held.id, report, seen=version)
    rejected = await decide(
        desk,
        unit_administrator,
        held.subject,
        Decision.REJECT,
        seen=waits.version,
        reason="人数不符",
    )
    undone = await undo_decision(desk, unit_administrator, held.subject, seen=rejected.version)
    await decide(desk, unit_administrator, held.subject, Decision.APPROVE, seen=undone.version)
    async with desk.store.reading() as tx:
        credits = {one.staff_id: one for one in await tx.credits.of_training(held.id)}
        told = {
            staff_id: [
                event.after["stage"]
                for event in await tx.journal.of(Subject(SubjectKind.CREDIT, one.id))
            ]
            for staff_id, one in credits.items()
        }
    assert told[nurse.staff_id or ""] == ["awarded", "rejected", "awarded", "approved"]
    assert told[off[1]] == ["awarded", "rejected"]
    assert {staff_id: one.stage for staff_id, one in credits.items()} == {
        staff_id: stages[-1] for staff_id, stages in told.items()
    }
