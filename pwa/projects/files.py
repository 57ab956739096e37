"""The files of an application: sent, looked at, taken away (manual 3.1)."""

from quart import Blueprint, Response, redirect, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.domain.projects.form import ATTACHMENT, SIGNATURE
from core.files import Picture
from core.usecases.projects import applications, files
from pwa.credits.evidence import KEEP, handed, sent_file
from pwa.frame.fields import query
from pwa.frame.session import desk, who

pages = Blueprint("application_files", __name__)

FILES = "/projects/applications/<id:application_id>/files"
FILE = f"{FILES}/<id:paper_id>"


@pages.post(FILES)
async def attach(application_id: str) -> ResponseReturnValue:
    """Keep a file with the application."""
    fields, sent = await sent_file()
    kind = SIGNATURE if fields.text("kind") == SIGNATURE else ATTACHMENT
    await files.attach_application_file(
        desk(), who(), application_id, kind, sent.filename or "", sent.read()
    )
    return _back(application_id)


def _back(application_id: str) -> ResponseReturnValue:
    return redirect(url_for("steps.show", application_id=application_id, step="files"), 303)


@pages.get(f"{FILE}/<any(original,view,thumbnail):picture>")
async def file(application_id: str, paper_id: str, picture: str) -> Response:
    """Hand out a file to somebody who may see its application."""
    page = query().number("page", 1)
    shown = await files.read_application_file(
        desk(), who(), application_id, paper_id, Picture(picture), page
    )
    response = handed(shown, f"application-{paper_id[:6]}")
    response.headers["Cache-Control"] = "no-store" if picture == "original" else KEEP
    return response


@pages.post(f"{FILE}/removal")
async def remove(application_id: str, paper_id: str) -> ResponseReturnValue:
    """Take a file away again; taking it away twice is no mistake."""
    try:
        await files.remove_application_file(desk(), who(), application_id, paper_id)
    except NotFound:
        await applications.read_application(desk(), who(), application_id)
    return _back(application_id)
