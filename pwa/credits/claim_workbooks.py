"""Claims of many people by workbook (manual 5.2): handed in, looked at, entered for review."""

from quart import Blueprint, Response, redirect, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.import_sorts import CLAIMING
from core.usecases.credits import claim_workbooks, imports
from core.usecases.credits.claim_workbooks import CLAIM_WORKBOOKS
from core.usecases.credits.credit_template import credit_template
from pwa.credits.evidence import sent_file
from pwa.frame.downloads import handed
from pwa.frame.fields import query
from pwa.frame.page import shown_again
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("claim_workbooks", __name__)

AT = "/credits/workbooks"


@pages.get(AT)
async def index() -> ResponseReturnValue:
    """Take the next workbook in, and list those before."""
    return await _index(None)


async def _index(refusal: Refusal | None) -> ResponseReturnValue:
    shown = await read_list(
        CLAIM_WORKBOOKS,
        query(),
        "claim_workbooks.index",
        lambda made: url_for("claim_workbooks.file", import_id=made.id),
    )
    page = await list_page("credits/workbooks/index.html", shown, refusal=refusal)
    return shown_again(page, refusal) if refusal else page


@pages.get(f"{AT}/list.<ending>")
async def file_of_list(ending: str) -> ResponseReturnValue:
    """Hand the list of workbooks out as a file."""
    return await list_file(CLAIM_WORKBOOKS, query(), ending)


@pages.get(f"{AT}/template.xlsx")
async def template() -> Response:
    """Hand out the workbook to fill in."""
    return handed(await credit_template(desk(), who(), CLAIMING), "attachment", plain="credits")


@pages.post(AT)
async def hand_in() -> ResponseReturnValue:
    """Take a workbook in; what it would do is shown before anything is done."""
    try:
        fields, file = await sent_file()
        name, content = file.filename or "", file.read()
        key = fields.text("key", longest=64)
        job = await imports.ask_for_check(desk(), who(), name, content, "", key, CLAIMING)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return await _index(refusal)
    return redirect(url_for("workbooks.check", check_id=job.id), 303)


@pages.get(f"{AT}/<id:import_id>")
async def file(import_id: str) -> Response:
    """Hand out a workbook as it was handed in."""
    document = await claim_workbooks.handed_workbook(desk(), who(), import_id)
    return handed(document, "attachment", plain="claims")


@pages.get("/credits/<id:credit_id>/workbook")
async def of_claim(credit_id: str) -> Response:
    """Hand out the workbook that brought a claim."""
    document = await claim_workbooks.workbook_of_claim(desk(), who(), credit_id)
    return handed(document, "attachment", plain="claims")
