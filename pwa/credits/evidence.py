"""The files behind a claim: sent, named, looked at, taken away (manual 5.2)."""

from quart import Blueprint, Response, jsonify, redirect, request, url_for
from quart.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from core.domain.credits.credit import Evidence
from core.domain.errors import NotFound, Refusal
from core.evidence.formats import ENDING, MediaType
from core.evidence.refusals import FileTooLarge
from core.files import Picture, Shown
from core.usecases.credits import evidence, sheets
from core.usecases.credits.sheets import CreditSheet
from core.wording.credits import evidence_name
from pwa.credits.claims import evidence_groups, kinds_of
from pwa.frame.fields import Fields, form, query
from pwa.frame.session import desk, local_path, who

pages = Blueprint("evidence", __name__)

LONGEST_KEY = 64
KEEP = "private, max-age=600"
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
SHOWN_IN_PLACE = frozenset({"image/jpeg", "image/png", "image/webp"})


class NoFile(Refusal):
    """The form came without a file in it."""

    code = "no-file"


@pages.post("/credits/<id:credit_id>/evidence")
async def attach(credit_id: str) -> ResponseReturnValue:
    """Keep a file with a draft: JSON for the uploader, back to the page for a plain form."""
    fields, file = await sent_file()
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    kind = fields.text("kind", longest=60)
    kept = await evidence.attach_evidence(
        desk(),
        who(),
        credit_id,
        file.filename or "",
        file.read(),
        key=fields.text("key", longest=LONGEST_KEY) or desk().ids.new(),
        kind=kind if kind in kinds_of(sheet) else None,
    )
    return await _answer(credit_id, kept, 201)


async def sent_file() -> tuple[Fields, FileStorage]:
    """Return what came, the fields and the file. Raises NoFile, FileTooLarge."""
    fields, files = await sent_files()
    if not files:
        raise NoFile
    return fields, files[0]


async def sent_files() -> tuple[Fields, list[FileStorage]]:
    """Return what came, the fields and the files. Raises FileTooLarge."""
    try:
        fields, files = await form(), await request.files
    except RequestEntityTooLarge:
        raise FileTooLarge(limit_mb=desk().settings.largest_file_mb) from None
    return fields, [it for it in files.getlist("file") if it.filename or it.content_length]


async def _answer(credit_id: str, kept: Evidence | None, status: int) -> ResponseReturnValue:
    if not wants_json():
        return redirect(back_from(credit_id), 303)
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    return jsonify({"file": _told(kept, sheet) if kept else None, **told_groups(sheet)}), status


def wants_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def back_from(credit_id: str) -> str:
    """Return the page of the credit that a plain form was sent from."""
    pages_of_it = {
        url_for(f"{name}", credit_id=credit_id) for name in ("editing.edit", "upload.page")
    }
    came_from = local_path(request.args.get("back"))
    return came_from if came_from in pages_of_it else url_for("editing.edit", credit_id=credit_id)


def _told(kept: Evidence, sheet: CreditSheet) -> dict[str, object]:
    """Return what the uploader shows of a file."""
    return {
        "id": kept.id,
        "name": kept.name,
        "bytes": kept.size_bytes,
        "pages": kept.pages,
        "kind": kept.kind,
        "href": _href(kept, Picture.VIEW if kept.has_view else Picture.ORIGINAL),
        "thumbnail": _href(kept, Picture.THUMBNAIL) if kept.has_view else None,
        "remove": url_for("evidence.remove", credit_id=kept.credit_id, evidence_id=kept.id),
    }


def _href(kept: Evidence, picture: Picture) -> str:
    return url_for(
        "evidence.show", credit_id=kept.credit_id, evidence_id=kept.id, picture=picture.value
    )


def told_groups(sheet: CreditSheet) -> dict[str, object]:
    """Return which groups of evidence are met, and how many files there are."""
    groups = [
        {
            "kinds": [evidence_name(kind, sheet.book) for kind in group.kinds],
            "is_met": group.is_met,
        }
        for group in evidence_groups(sheet)
    ]
    return {"groups": groups, "count": len(sheet.evidence)}


@pages.get(
    "/credits/<id:credit_id>/evidence/<id:evidence_id>/<any(original,view,thumbnail):picture>"
)
async def show(credit_id: str, evidence_id: str, picture: str) -> Response:
    """Hand out a file to somebody who may see its credit, under a name that tells nothing."""
    page = query().number("page", 1)
    shown = await evidence.read_evidence(
        desk(), who(), credit_id, evidence_id, Picture(picture), page
    )
    response = handed(shown, f"evidence-{evidence_id[:6]}")
    response.headers["Cache-Control"] = "no-store" if picture == "original" else KEEP
    return response


def handed(shown: Shown, name: str) -> Response:
    """Return a file that can do nothing in our name, whatever is in it."""
    response = Response(shown.content, content_type=shown.media_type)
    place = "inline" if shown.media_type in SHOWN_IN_PLACE else "attachment"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}{_ending(shown)}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _ending(shown: Shown) -> str:
    return ENDING[MediaType(shown.media_type)]


@pages.post("/credits/<id:credit_id>/evidence/<id:evidence_id>/kind")
async def name(credit_id: str, evidence_id: str) -> ResponseReturnValue:
    """Say what a file is."""
    kind = (await form()).text("kind", longest=60)
    await evidence.name_evidence(desk(), who(), credit_id, evidence_id, kind)
    return await _answer(credit_id, None, 200)


@pages.post("/credits/<id:credit_id>/evidence/<id:evidence_id>/removal")
async def remove(credit_id: str, evidence_id: str) -> ResponseReturnValue:
    """Take a file away again; taking it away twice is no mistake."""
    try:
        await evidence.remove_evidence(desk(), who(), credit_id, evidence_id)
    except NotFound:
        await sheets.read_credit(desk(), who(), credit_id)
    return await _answer(credit_id, None, 200)
