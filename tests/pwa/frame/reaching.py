"""Records of the right moment: on their pages stand the forms of writes that few pages show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from core.domain.attendance.schedules import Phase
from core.domain.register import AuthorityPlace, actor_of
from core.domain.review import Decision
from core.domain.totp import SecondFactor
from core.import_sorts import CLAIMING
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.records.register import LinkPurpose
from core.usecases.attendance.marks import mark_presence
from core.usecases.authority import set_authority
from core.usecases.credits.entry import start_draft
from core.usecases.credits.imports import ask_for_check
from core.usecases.forms import ask_for_forms
from core.usecases.jobs.jobs import cancel_job
from core.usecases.messages.linking import agree_to_link
from core.usecases.projects.applications import submit_application
from core.usecases.register.departments import add_department
from core.usecases.register.links import make_link
from core.usecases.review import decide
from core.usecases.trainings.plans import read_training
from storage.system import MovableClock
from tests import cast, projects
from tests.conftest import TODAY
from tests.core.register.test_particulars import TYPED
from tests.core.register.test_transfer import OTHER
from tests.credit_books import a_claim, claims_of
from tests.jobs import keep_time, work_off
from tests.pwa.frame.places import MOBILE, Ids
from tests.stories import CERTIFICATE, PAPER, a_complete_draft, a_submitted_credit, approve
from tests.trainings import a_plan, an_approved_training, awarded_to, close, local, scan

HEAD, UNIT, NURSE = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor, cast.NURSE.actor
OFFICE = actor_of(OTHER, via="127.0.0.1")
LATER = timedelta(days=2)
COURSE = {"teacher_id": "", "teacher": "周老师", "hours": "1"} | {
    "starts_at": local(TODAY + LATER + timedelta(hours=1)),
    "ends_at": local(TODAY + LATER + timedelta(hours=2)),
}
assert cast.COLLEAGUE.staff
COLLEAGUE = cast.COLLEAGUE.staff


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a form stands: on whose page, or on the one that answers the form of `after`."""

    actor: str
    page: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    after: str = ""


TRAINING, CYCLE = "/trainings/<training_id>", "/trainings/<training_id>/cycles/<cycle_id>"
CREDIT, CHECK = "POST /credits/<credit_id>", "POST /workbooks/<check_id>"
APPLICATION = "POST /projects/applications/<application_id>"
SHOWN = {
    f"{CREDIT}/authority": Shown("other-unit", "/credits/{elsewhere}/authority"),
    f"{CREDIT}/companions/preview": Shown(
        "department", "/credits/{entered}/companions", {"people": COLLEAGUE.name}
    ),
    f"{CREDIT}/companions": Shown("department", after=f"{CREDIT}/companions/preview"),
    f"{CREDIT}/removal": Shown("staff", "/credits/{draft}?ask=removal"),
    f"{CREDIT}/withdrawal": Shown("staff", "/credits/{waiting}?ask=withdrawal"),
    "POST /credits/corrections/preview": Shown(
        "department",
        "/credits/corrections?tab=personal",
        {"credit": "{waiting}", "act": "delete", "reason": "重复录入", "quantity": ""},
    ),
    "POST /credits/corrections": Shown("department", after="POST /credits/corrections/preview"),
    "POST /credits/submission": Shown("department", "/credits?whose=others&tab=draft"),
    f"{CHECK}/doubles": Shown("department", "/workbooks/{check}"),
    f"{CHECK}/entry": Shown("department", "/workbooks/{check}"),
    "POST /departments/<department_id>/closing": Shown("unit", "/departments/{empty}"),
    "POST /inbox/read": Shown("department", "/inbox"),
    "POST /jobs/<job_id>/attempts": Shown("unit", "/jobs/{given_up}"),
    "POST /jobs/<job_id>/cancellation": Shown("unit", "/jobs/{unfinished}"),
    "POST /projects/<project_id>/delegations": Shown(
        "unit", "/projects/{project}", {"department": cast.INTERNAL.id}
    ),
    f"{APPLICATION}/courses": Shown(
        "department",
        "/projects/applications/{application}/steps/courses",
        {"teacher": "周老师", "hours": "3"},
    ),
    f"{APPLICATION}/courses/<place>/removal": Shown(
        "department", "/projects/applications/{application}/steps/courses"
    ),
    f"{APPLICATION}/outcome": Shown("unit", "/projects/applications/{forwarded}"),
    "POST /results/reminders": Shown("department", "/results", {"staff": COLLEAGUE.id}),
    "POST /review/<kind>/<case_id>/undo": Shown("department", "/review?undo=credit.{decided}"),
    "POST /review/decisions": Shown(
        "department", "/review/decisions?decision=approve&case=credit.{waiting}:{waiting_version}"
    ),
    "POST /second-factor/demand": Shown("other-unit", "/second-factor"),
    "POST /settings/chat/answer": Shown("staff", "/settings/chat"),
    "POST /settings/chat/unlink": Shown("department", "/settings/chat"),
    "POST /staff/<staff_id>/records/new": Shown(
        "department", after="POST /staff/<staff_id>/records/new"
    ),
    "POST /staff/<staff_id>/records/<year>": Shown(
        "department", after="POST /staff/<staff_id>/records/<year>"
    ),
    "POST /staff/<staff_id>/records/<year>/removal": Shown(
        "department", "/staff/{nurse}/records/2026/removal"
    ),
    "POST /staff/<staff_id>/edit": Shown(
        "department",
        "/staff/{nurse}/edit",
        {"document": "", "sex": "female", "mobile": MOBILE, "appointed_in": ""},
    ),
    "POST /staff/new": Shown(
        "department",
        "/staff/new",
        TYPED | {"department": cast.NURSING.id, "sex": "male", "post_type": "permanent"},
    ),
    "POST /staff/records": Shown("department", after="POST /staff/records/preview"),
    f"POST {TRAINING}/awards": Shown("department", "/trainings/{held}/awards"),
    f"POST {TRAINING}/awards/<staff_id>/<role>/reversal": Shown(
        "unit", "/trainings/{settled}/awards/{nurse}/participant"
    ),
    f"POST {TRAINING}/closing": Shown("department", "/trainings/{awarded}/closing"),
    f"POST {TRAINING}/cancellation": Shown("department", "/trainings/{coming}?ask=cancellation"),
    f"POST {CYCLE}/attendance/<staff_id>/marks": Shown(
        "department",
        f"/trainings/{{training_id}}/cycles/{{cycle_id}}/attendance/{HEAD.staff_id}",
        {"at": "09:50", "phase": "sign-in"},
    ),
    f"POST {CYCLE}/attendance/<staff_id>/marks/<phase>/removal": Shown(
        "department", f"/trainings/{{training_id}}/cycles/{{cycle_id}}/attendance/{COLLEAGUE.id}"
    ),
    f"POST {CYCLE}/courses/new": Shown(
        "department", "/trainings/{plan}/cycles/{plan_cycle}/courses/new", COURSE
    ),
    f"POST {CYCLE}/courses/<course_id>/removal": Shown(
        "department", "/trainings/{plan}/cycles/{plan_cycle}/courses/{plan_course}"
    ),
    f"POST {CYCLE}/removal": Shown("department", "/trainings/{plan}/cycles/{plan_cycle}"),
    f"POST {CYCLE}/series": Shown(
        "department", "/trainings/{plan}/cycles/{plan_cycle}/series?every=1&until=2026-07-20"
    ),
    f"POST {TRAINING}/cycles/new": Shown("department", "/trainings/{plan}/cycles/new"),
    f"POST {TRAINING}/plan": Shown("department", "/trainings/{plan}/plan"),
    f"POST {TRAINING}/removal": Shown("department", "/trainings/{plan}?ask=removal"),
    f"POST {TRAINING}/submission": Shown("department", "/trainings/{plan}"),
}


async def prepare(desk: Desk, ids: Ids) -> Ids:
    """Bring about what those pages show; return all ids, also by what they stand for here."""
    assert isinstance(desk.clock, MovableClock)
    desk.clock.move(days=-1)
    made = await _held(desk, desk.clock) | await _claims(desk) | await _applications(desk)
    await mark_presence(
        desk,
        HEAD,
        ids["training_id"],
        ids["cycle_id"],
        COLLEAGUE.id,
        Phase.SIGN_IN,
        reason="手机没电",
    )
    return ids | made | await _settings(desk, ids) | await _jobs(desk)


async def _held(desk: Desk, clock: MovableClock) -> Ids:
    """Hold three trainings on the day before, of which one is closed; plan two more."""
    settled, awarded = [await awarded_to(desk, clock, [NURSE]) for _ in range(2)]
    await close(desk, settled)
    held, took_place = await an_approved_training(desk, HEAD, UNIT)
    for phase, minutes in ((Phase.SIGN_IN, 190), (Phase.SIGN_OUT, 60)):
        await scan(desk, NURSE, took_place, phase)
        clock.move(minutes=minutes)
    clock.move(seconds=(TODAY - clock.now()).total_seconds())
    await keep_time(desk)
    plan = await a_plan(desk, HEAD, starts_in=LATER)
    coming, _ = await an_approved_training(desk, HEAD, UNIT, starts_in=LATER)
    (cycle,) = (await read_training(desk, HEAD, plan.id)).cycles
    return {
        "settled": settled.id,
        "awarded": awarded.id,
        "held": held.id,
        "held_cycle": took_place.id,
        "coming": coming.id,
        "plan": plan.id,
        "plan_cycle": cycle.id,
        "plan_course": cycle.courses[0].id,
    }


async def _claims(desk: Desk) -> Ids:
    """Return claims that wait, were just decided, wait for a letter; drafts of both kinds."""
    dates = ("2026-03-03", "2026-03-04")
    waiting, other = [
        await a_submitted_credit(desk, NURSE, PAPER | {"date": day}, subject=day) for day in dates
    ]
    decided = await approve(desk, other, HEAD)
    draft = await start_draft(desk, NURSE)
    entered = await a_complete_draft(desk, HEAD, CERTIFICATE, staff_id=NURSE.staff_id)
    theirs = await a_submitted_credit(desk, cast.STRANGER.actor, CERTIFICATE, subject="letter")
    await approve(desk, theirs, OFFICE)
    await set_authority(desk, OFFICE, AuthorityPlace.ELSEWHERE)
    return {
        "waiting": waiting.id,
        "waiting_version": str(waiting.version),
        "decided": decided.id,
        "draft": draft.id,
        "entered": entered.id,
        "elsewhere": theirs.id,
    }


async def _jobs(desk: Desk) -> Ids:
    """Return what was looked through, what was given up, and what nobody has begun to do."""
    assert NURSE.staff_id
    claims = claims_of(a_claim(), a_claim())
    check = await ask_for_check(desk, HEAD, "a.xlsx", claims, sort=CLAIMING)
    given_up = await ask_for_forms(desk, UNIT, [COLLEAGUE.id], 2026, key="given up")
    await cancel_job(desk, UNIT, given_up.id)
    await work_off(desk)
    unfinished = await ask_for_forms(desk, UNIT, [NURSE.staff_id], 2026, key="waits")
    return {
        "check": check.id,
        "given_up": given_up.id,
        "unfinished": unfinished.id,
    }


async def _applications(desk: Desk) -> Ids:
    project = await projects.published(desk, 项目编号="2026-SJ-020")
    application = await projects.an_application(desk)
    sent = await projects.an_application(desk, name="急救护理新进展学习班")
    waits = await submit_application(desk, HEAD, sent.id, seen=sent.version)
    await decide(desk, UNIT, waits.subject, Decision.APPROVE, seen=waits.version)
    return {"project": project.id, "application": application.id, "forwarded": sent.id}


async def _settings(desk: Desk, ids: Ids) -> Ids:
    """Link and half link chats, set up second factors, begin a department, mark somebody."""
    empty = await add_department(desk, UNIT, "空科室")
    code = await make_link(desk, NURSE, LinkPurpose.CHAT)
    await agree_to_link(desk, ChatId(Channel.TELEGRAM, "820"), "闻旦", code)
    async with desk.store.transaction() as tx:
        for account in (OFFICE.account_id, ids["account_id"]):
            await tx.second_factors.put(SecondFactor(account, bytes(20), is_confirmed=True))
        for channel in (Channel.TELEGRAM, Channel.WECOM):
            await tx.chats.link(ChatId(channel, "821"), HEAD.account_id)
    return {"empty": empty.id, "nurse": NURSE.staff_id or ""}
