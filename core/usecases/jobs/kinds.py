"""What kinds of jobs there are: what each does, slice by slice, and when it is due again."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from core.domain.dates import midnight_after
from core.domain.register import Actor
from core.import_sorts import CLAIMING, TAKING_OVER
from core.permissions import Permission
from core.ports import Desk
from core.records.jobs import Job, Progress, Slices
from core.usecases.attendance.coming import send_reminders
from core.usecases.credits import import_jobs as credit_jobs
from core.usecases.credits.completion import count_groups
from core.usecases.credits.compliance import begin_years, recount_dirty, take_effect
from core.usecases.credits.evidence import compare_next
from core.usecases.forms import FORMS, draw_forms
from core.usecases.list_files import LIST, WHOLE, fill_list, fill_whole
from core.usecases.messages.warnings import remind_reviewers, warn_of_year_end
from core.usecases.projects import import_jobs as project_jobs
from core.usecases.register.import_jobs import CHECK, IMPORT, check_import, run_import
from core.usecases.register.standing_jobs import CHANGE, change_all, check_all
from core.usecases.register.standing_jobs import CHECK as STANDING_CHECK
from core.usecases.rulebook.preview_jobs import RULE_CHECK, preview_rule
from core.usecases.sweeping import sweep
from core.usecases.trainings import roll_jobs
from core.usecases.trainings.tallying import count_trainings
from core.usecases.verification_forms import VERIFICATIONS, draw_verifications

MOMENT, MINUTE, HOUR = timedelta(seconds=10), timedelta(minutes=1), timedelta(hours=1)
FILES_AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job.

    `slices` yields after each piece, which may be done twice without harm. One that is `due_again`
    stands for ever and is asked for by nobody; `done` is what the log says of it. What somebody
    asked for may be had by them as long as they have the `permission`.
    """

    slices: Callable[[Desk, Job], Slices]
    failed: str
    done: str = ""
    due_again: Callable[[datetime], datetime] | None = None
    permission: Permission = Permission.SYSTEM_RUN


def counted(
    some: Callable[[Desk, Actor], Awaitable[int]], most: float = inf
) -> Callable[[Desk, Job], Slices]:
    """Make slices of a use case that does a part each time and says how much; 0 is the end.

    After `most` it is another job's turn.
    """

    async def slices(desk: Desk, _: Job) -> Slices:
        done = 0
        while done < most and (count := await some(desk, Actor.system())):
            done += count
            yield Progress(done)

    return slices


def in_a_minute(now: datetime) -> datetime:
    return now + MINUTE


def in_a_moment(now: datetime) -> datetime:
    return now + MOMENT


def in_an_hour(now: datetime) -> datetime:
    return now + HOUR


def after_midnight(now: datetime) -> datetime:
    """At one, when what takes effect at midnight has done so."""
    return midnight_after(now) + HOUR


KINDS: Mapping[str, Kind] = {
    "recount": Kind(
        counted(recount_dirty),
        done="%d years were counted again",
        failed="years could not be counted again; trying again in a minute",
        due_again=in_a_minute,
    ),
    "tally": Kind(
        counted(count_trainings),
        done="%d trainings were counted",
        failed="trainings could not be counted; trying again in a minute",
        due_again=in_a_minute,
    ),
    "groups": Kind(
        counted(count_groups),
        done="%d groups of people were counted",
        failed="groups of people could not be counted; trying again in a minute",
        due_again=in_a_minute,
    ),
    "begin-years": Kind(
        counted(begin_years),
        done="the years of %d people began",
        failed="years could not begin; trying again in a minute",
        due_again=midnight_after,
    ),
    "take-effect": Kind(
        counted(take_effect),
        done="%d credits took effect",
        failed="credits could not take effect; trying again in a minute",
        due_again=midnight_after,
    ),
    "remind": Kind(
        counted(send_reminders),
        done="people were reminded of %d cycles",
        failed="people could not be reminded; trying again in a minute",
        due_again=in_a_minute,
    ),
    "warn": Kind(
        warn_of_year_end,
        done="the years of %d people were looked at before the year's end",
        failed="people could not be warned; trying again in a minute",
        due_again=after_midnight,
    ),
    "remind-reviewers": Kind(
        remind_reviewers,
        done="the queues of %d reviewers were looked at",
        failed="reviewers could not be reminded; trying again in a minute",
        due_again=after_midnight,
    ),
    "likeness": Kind(
        counted(compare_next, most=FILES_AT_A_TIME),
        done="%d files were compared",
        failed="files could not be compared; trying again in a minute",
        due_again=in_a_moment,
    ),
    "sweep": Kind(
        counted(sweep),
        done="%d things that had run out were forgotten",
        failed="nothing could be swept; trying again in a minute",
        due_again=in_an_hour,
    ),
    CHECK: Kind(
        check_import,
        failed="a workbook of people could not be checked",
        permission=Permission.STAFF_LIST,
    ),
    IMPORT: Kind(
        run_import,
        failed="people could not be imported",
        permission=Permission.STAFF_LIST,
    ),
    STANDING_CHECK: Kind(
        check_all,
        failed="what a change of many people would do could not be found out",
        permission=Permission.STAFF_LIST,
    ),
    CHANGE: Kind(
        change_all,
        failed="titles or statuses of many people could not be changed",
        permission=Permission.STAFF_LIST,
    ),
    TAKING_OVER.check: Kind(
        credit_jobs.check_credits,
        failed="a workbook of credits could not be checked",
        permission=Permission.CREDIT_TAKE_OVER,
    ),
    TAKING_OVER.entry: Kind(
        credit_jobs.enter_credits,
        failed="credits could not be taken over",
        permission=TAKING_OVER.begins,
    ),
    CLAIMING.check: Kind(
        credit_jobs.check_credits,
        failed="a workbook of claims could not be checked",
        permission=CLAIMING.begins,
    ),
    CLAIMING.entry: Kind(
        credit_jobs.enter_credits,
        failed="a workbook of claims could not be entered",
        permission=CLAIMING.begins,
    ),
    credit_jobs.BACK_CHECK: Kind(
        credit_jobs.check_taking_back,
        failed="it could not be seen what taking credits back would do",
        permission=Permission.CREDIT_TAKE_OVER,
    ),
    credit_jobs.TAKE_BACK: Kind(
        credit_jobs.take_back_credits,
        failed="credits could not be taken back",
        permission=Permission.CREDIT_TAKE_OVER,
    ),
    roll_jobs.CHECK: Kind(
        roll_jobs.check_roll,
        failed="a list of people of a training could not be checked",
        permission=Permission.TRAINING_LIST,
    ),
    roll_jobs.ENTER: Kind(
        roll_jobs.enter_roll,
        failed="a list of people of a training could not be entered",
        permission=Permission.TRAINING_LIST,
    ),
    project_jobs.CHECK: Kind(
        project_jobs.check_projects,
        failed="a list of projects could not be checked",
        permission=Permission.PROJECT_PUBLISH,
    ),
    project_jobs.IMPORT: Kind(
        project_jobs.import_projects,
        failed="projects could not be imported",
        permission=Permission.PROJECT_PUBLISH,
    ),
    WHOLE: Kind(
        fill_whole,
        failed="the register could not be filled into a workbook",
        permission=Permission.STAFF_LIST,
    ),
    LIST: Kind(
        fill_list,
        failed="a list could not be filled",
        permission=Permission.STAFF_LIST,
    ),
    VERIFICATIONS: Kind(
        draw_verifications,
        failed="forms of several years could not be drawn",
        permission=Permission.STAFF_LIST,
    ),
    RULE_CHECK: Kind(
        preview_rule,
        failed="what a change of rules would do could not be worked out",
        permission=Permission.RULEBOOK_CHANGE,
    ),
    FORMS: Kind(
        draw_forms,
        failed="forms could not be drawn",
        permission=Permission.STAFF_LIST,
    ),
}
TIMED: Mapping[str, Kind] = {name: kind for name, kind in KINDS.items() if kind.due_again}
ASKED: Mapping[str, Kind] = {name: kind for name, kind in KINDS.items() if not kind.due_again}
