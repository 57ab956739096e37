"""人员状态/职称变更 of all that a filter finds (manual 2.2): looked at, then made."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.jobs import TooManyJobs
from core.usecases.register import standing_all
from core.usecases.register.standing_all import BatchKind
from pwa.check_page import check_page
from pwa.frame.downloads import handed
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("standing_all", __name__)


@pages.get("/staff/records/batches/<id:batch_id>")
async def page(batch_id: str) -> ResponseReturnValue:
    """Show what the change does to everybody whom a filter finds."""
    return await _shown(batch_id)


async def _shown(batch_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    batch = await standing_all.read_batch(desk(), who(), batch_id)
    page = await render_template(
        "register/standing_all.html",
        shown=check_page(batch, tuple(BatchKind), url_for("standing_all.page", batch_id=batch_id)),
        batch=batch,
        book=await desk().rulebooks.of(who().unit_id or "", batch.wanted.year),
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.get("/staff/records/batches/<id:batch_id>/result.xlsx")
async def result(batch_id: str) -> Response:
    """Hand out everybody with what becomes of them."""
    document = await standing_all.batch_workbook(desk(), who(), batch_id)
    return handed(document, "attachment", plain="result")


@pages.post("/staff/records/batches/<id:batch_id>/entry")
async def enter(batch_id: str) -> ResponseReturnValue:
    """Let everybody be changed as was shown."""
    try:
        job = await standing_all.ask_for_change(desk(), who(), batch_id)
    except TooManyJobs as refusal:
        return await _shown(batch_id, refusal)
    return redirect(url_for("standing_all.page", batch_id=job.id), 303)
