"""What a workbook would do, whatever it is of: shown row by row, then entered whole or not."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.taken_over import ImportKind, RowFate
from core.domain.errors import Refusal
from core.domain.people_import import RowKind
from core.domain.trainings.rolls import RollFate
from core.jobs import TooManyJobs
from core.records.jobs import Job
from core.texts import say
from core.usecases import workbooks
from core.usecases.credits.imports import CLAIMS, CREDITS, check_again, imported_before
from core.usecases.projects.imports import PROJECT_LIST
from core.usecases.register.imports import PEOPLE
from core.usecases.trainings import plans
from core.usecases.trainings.rolls import ROLL
from core.wording.credit_rows import workbook_says
from core.workbook_checks import ImportHasFaults, NothingToImport, UploadGone
from pwa.check_page import check_page
from pwa.frame.downloads import handed
from pwa.frame.fields import form
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("workbooks", __name__)

More = Callable[[Job], Awaitable[Mapping[str, Any]]]


class Words(NamedTuple):
    """What is found, what the button says, and what begins the name of a kind of row."""

    wrong: str
    ready: str
    nothing: str
    enter: str
    kind: str = "import-kind-"


class Shown(NamedTuple):
    """How the check of one kind of workbook is shown, `in_order` of its kinds of rows.

    `more` is what else the page is given: `back` leads to where another one is handed in, `over`
    stands above the title.
    """

    in_order: Sequence[StrEnum]
    words: Words
    more: More
    template: str = "workbooks/check.html"


def _back_to(endpoint: str) -> More:
    async def more(job: Job) -> Mapping[str, Any]:
        return {"back": url_for(endpoint)}

    return more


async def _of_training(job: Job) -> Mapping[str, Any]:
    roll, cycle_id = job.arguments["roll"], job.arguments["cycle"]
    sheet = await plans.read_training(desk(), who(), job.arguments["training"])
    where = {"training_id": sheet.training.id} | ({"cycle_id": cycle_id} if cycle_id else {})
    return {
        "back": url_for("rolls.attendance" if cycle_id else "assessments.page", **where),
        "over": f"{sheet.training.plan.name} · {say(f'roll-title-{roll}')}",
    }


def _of_credits(kind: ImportKind, endpoint: str) -> More:
    async def more(job: Job) -> Mapping[str, Any]:
        return {
            "back": url_for(endpoint),
            "over": job.arguments["source"] or workbook_says(kind, "title"),
            "sort": kind,
            "before": await imported_before(desk(), who(), job.id),
        }

    return more


OF_REGISTER = (RowKind.WRONG, RowKind.NEW, RowKind.CHANGED, RowKind.SAME)
OF_ROLL = (RollFate.WRONG, RollFate.CHANGED, RollFate.NEW, RollFate.SAME)
OF_CREDITS = (RowFate.WRONG, RowFate.DOUBLE, RowFate.NEW)
SHOWN: Mapping[str, Shown] = {
    PEOPLE.check: Shown(
        OF_REGISTER,
        Words("import-has-wrong", "import-ready", "import-nothing", "import-enter"),
        _back_to("imports.index"),
    ),
    PROJECT_LIST.check: Shown(
        OF_REGISTER,
        Words("projects-has-wrong", "projects-ready", "projects-nothing", "projects-enter"),
        _back_to("projects.import_page"),
    ),
    ROLL.check: Shown(
        OF_ROLL,
        Words("roll-has-wrong", "roll-ready", "roll-nothing", "roll-enter", "roll-fate-"),
        _of_training,
    ),
    CREDITS.check: Shown(
        OF_CREDITS,
        Words(
            "taken-over-has-wrong",
            "taken-over-ready",
            "taken-over-nothing",
            "taken-over-enter",
            "taken-over-fate-",
        ),
        _of_credits(ImportKind.TAKEN_OVER, "taken_over.index"),
        "workbooks/credits.html",
    ),
    CLAIMS.check: Shown(
        OF_CREDITS,
        Words("claims-has-wrong", "claims-ready", "claims-nothing", "claims-enter", "claims-fate-"),
        _of_credits(ImportKind.CLAIMS, "claim_workbooks.index"),
        "workbooks/credits.html",
    ),
}


@pages.get("/workbooks/<id:check_id>")
async def check(check_id: str) -> ResponseReturnValue:
    """Show what a workbook would do, row by row."""
    return await _check(check_id)


async def _check(check_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    found = await workbooks.read_check(desk(), who(), check_id)
    kind = SHOWN[found.job.kind]
    page = await render_template(
        kind.template,
        shown=check_page(found, kind.in_order, url_for("workbooks.check", check_id=check_id)),
        words=kind.words,
        refusal=refusal,
        **await kind.more(found.job),
    )
    return page, status_of(refusal)


@pages.get("/workbooks/<id:check_id>/result.xlsx")
async def result(check_id: str) -> Response:
    """Hand out the workbook with what was found in front of each row."""
    document = await workbooks.judged_workbook(desk(), who(), check_id)
    return handed(document, "attachment", plain="result")


@pages.post("/workbooks/<id:check_id>/doubles")
async def choose(check_id: str) -> ResponseReturnValue:
    """Check a workbook of credits once more, with the doubles that are ticked entered after all."""
    chosen = [int(row) for row in (await form()).texts("row") if row.isdecimal()]
    try:
        job = await check_again(desk(), who(), check_id, chosen)
    except (TooManyJobs, UploadGone) as refusal:
        return await _check(check_id, refusal)
    return redirect(url_for("workbooks.check", check_id=job.id), 303)


@pages.post("/workbooks/<id:check_id>/entry")
async def enter(check_id: str) -> ResponseReturnValue:
    """Let all that was shown be entered."""
    try:
        job = await workbooks.ask_to_enter(desk(), who(), check_id)
    except (ImportHasFaults, NothingToImport, TooManyJobs, UploadGone) as refusal:
        return await _check(check_id, refusal)
    return redirect(url_for("jobs.page", job_id=job.id), 303)
