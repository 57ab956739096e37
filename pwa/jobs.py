"""Long work that one has asked for: how far it is, and what came of it."""

from typing import Any

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.jobs import TooManyJobs
from core.usecases.credits import import_jobs as credit_jobs
from core.usecases.jobs import jobs
from core.usecases.jobs.jobs import JobOver
from core.usecases.register import standing_jobs
from core.usecases.rulebook.preview_jobs import RULE_CHECK
from core.usecases.workbooks import WORKBOOKS
from pwa.frame.downloads import handed_in_parts
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("jobs", __name__)

SHOWN_BY = {
    **dict.fromkeys(WORKBOOKS, ("workbooks.check", "check_id")),
    standing_jobs.CHECK: ("standing_all.page", "batch_id"),
    standing_jobs.CHANGE: ("standing_all.page", "batch_id"),
    credit_jobs.BACK_CHECK: ("taken_over.back", "back_id"),
    RULE_CHECK: ("rule_rows.preview", "change_id"),
}
"""Kinds that have a page of their own, and what its address calls the job."""


@pages.get("/jobs")
async def index() -> ResponseReturnValue:
    """List what one has asked for lately."""
    return await render_template("jobs/index.html", jobs=await jobs.list_jobs(desk(), who()))


@pages.get("/jobs/<id:job_id>")
async def page(job_id: str) -> ResponseReturnValue:
    """Show how far it is, then what came of it; it follows what happens by itself."""
    return await _shown(job_id)


async def _shown(job_id: str, refusal: TooManyJobs | JobOver | None = None) -> ResponseReturnValue:
    job = await jobs.read_job(desk(), who(), job_id)
    if job.kind in SHOWN_BY:
        endpoint, key = SHOWN_BY[job.kind]
        named: dict[str, Any] = {key: job_id}
        return redirect(url_for(endpoint, **named), 303)
    return await render_template("jobs/job.html", job=job, refusal=refusal), status_of(refusal)


@pages.get("/jobs/<id:job_id>/file")
async def file(job_id: str) -> Response:
    """Hand out what was made, to nobody but who asked for it."""
    result = await jobs.read_result(desk(), who(), job_id)
    return handed_in_parts(result, plain=result.kind)


@pages.post("/jobs/<id:job_id>/cancellation")
async def cancel(job_id: str) -> ResponseReturnValue:
    """Give it up."""
    try:
        await jobs.cancel_job(desk(), who(), job_id)
    except JobOver as refusal:
        return await _shown(job_id, refusal)
    return redirect(url_for("jobs.page", job_id=job_id), 303)


@pages.post("/jobs/<id:job_id>/attempts")
async def begin_again(job_id: str) -> ResponseReturnValue:
    """Let what came to nothing be done once more."""
    try:
        await jobs.begin_job_again(desk(), who(), job_id)
    except (TooManyJobs, JobOver) as refusal:
        return await _shown(job_id, refusal)
    return redirect(url_for("jobs.page", job_id=job_id), 303)
