"""Pages of one sort of workbook of credits: its template, what it would do, entering it all."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.taken_over import RowFate
from core.domain.errors import Refusal
from core.import_sorts import Sort
from core.jobs import TooManyJobs
from core.usecases.credits import imports
from core.usecases.credits.credit_template import credit_template
from core.workbook_checks import ImportHasFaults, NothingToImport, UploadGone
from pwa.check_page import check_page
from pwa.frame.downloads import handed
from pwa.frame.fields import form
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

IN_ORDER = (RowFate.WRONG, RowFate.DOUBLE, RowFate.NEW)


def add_template(pages: Blueprint, at: str, sort: Sort) -> None:
    """Let a sort hand out the workbook to fill in."""

    @pages.get(f"{at}/template.xlsx")
    async def template() -> Response:
        """Hand out the workbook to fill in."""
        return handed(await credit_template(desk(), who(), sort), "attachment", plain="credits")


def add_check_pages(pages: Blueprint, at: str, sort: Sort) -> None:
    """Give a sort its pages below an address; they are called the same for all sorts."""

    @pages.get(f"{at}/checks/<id:check_id>")
    async def check(check_id: str) -> ResponseReturnValue:
        """Show what a workbook would do, row by row, and to everybody's years."""
        return await _check(pages.name, sort, check_id)

    @pages.get(f"{at}/checks/<id:check_id>/result.xlsx")
    async def result(check_id: str) -> Response:
        """Hand out the workbook with what was found in front of each row."""
        document = await imports.judged_credits(desk(), who(), check_id, sort)
        return handed(document, "attachment", plain="result")

    @pages.post(f"{at}/checks/<id:check_id>/doubles")
    async def choose(check_id: str) -> ResponseReturnValue:
        """Check once more, with the doubles that are ticked entered after all."""
        chosen = [int(row) for row in (await form()).texts("row") if row.isdecimal()]
        try:
            job = await imports.check_again(desk(), who(), check_id, chosen, sort)
        except (TooManyJobs, UploadGone) as refusal:
            return await _check(pages.name, sort, check_id, refusal)
        return redirect(url_for(f"{pages.name}.check", check_id=job.id), 303)

    @pages.post(f"{at}/checks/<id:check_id>/entry")
    async def enter(check_id: str) -> ResponseReturnValue:
        """Let all that was shown be entered."""
        try:
            job = await imports.ask_to_enter(desk(), who(), check_id, sort)
        except (ImportHasFaults, NothingToImport, TooManyJobs, UploadGone) as refusal:
            return await _check(pages.name, sort, check_id, refusal)
        return redirect(url_for("jobs.page", job_id=job.id), 303)


async def _check(
    place: str, sort: Sort, job_id: str, refusal: Refusal | None = None
) -> ResponseReturnValue:
    found = await imports.read_check(desk(), who(), job_id, sort)
    shown = check_page(found.check, IN_ORDER, url_for(f"{place}.check", check_id=job_id))
    page = await render_template(
        "credits/workbooks/check.html",
        shown=shown,
        before=found.before,
        refusal=refusal,
        place=place,
        sort=sort.kind,
    )
    return page, status_of(refusal)
