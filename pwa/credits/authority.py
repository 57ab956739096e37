"""The unit's authority: where it decides, and its letters where that is elsewhere."""

from quart import Blueprint, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue

from core.credit_lists import CreditLine
from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.errors import Refusal
from core.domain.register import AuthorityPlace
from core.domain.review import Decision
from core.domain.subjects import Subject
from core.usecases import authority
from core.usecases.authority import (
    AWAITING_LETTERS,
    LONGEST_NUMBER,
    NoAuthorityHere,
    TypedLetter,
)
from core.usecases.credits import sheets
from core.usecases.review import record_decision
from pwa.credits.evidence import NoFile, sent_file
from pwa.frame.fields import Fields, FormState, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("authority", __name__)

FIELDS = ("decision", "decided_on", "number", "reason")


@pages.get("/settings/authority")
async def page() -> ResponseReturnValue:
    """Ask where the unit's authority decides."""
    return await _asked()


async def _asked(refusal: Refusal | None = None) -> ResponseReturnValue:
    shown = await render_template(
        "credits/authority.html",
        authority=await authority.read_authority(desk(), who()),
        places=tuple(AuthorityPlace),
        done=query().text("done"),
        refusal=refusal,
    )
    return shown, status_of(refusal)


@pages.post("/settings/authority")
async def save() -> ResponseReturnValue:
    """Keep the answer; what is under review goes on to where the authority is."""
    place = (await form()).choice("place", AuthorityPlace)
    try:
        await authority.set_authority(desk(), who(), place)
    except NoAuthorityHere as refusal:
        return await _asked(refusal)
    return redirect(url_for("authority.page", done="saved"), 303)


@pages.get("/credits/authority")
async def index() -> ResponseReturnValue:
    """List the credits whose letters are to be recorded."""
    shown = await read_list(AWAITING_LETTERS, query(), "authority.index", _href)
    return await list_page("credits/letters.html", shown)


def _href(line: CreditLine) -> str:
    return url_for("authority.letter", credit_id=line.credit.id)


@pages.get("/credits/authority.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(AWAITING_LETTERS, query(), ending)


@pages.get("/credits/<id:credit_id>/authority")
async def letter(credit_id: str) -> ResponseReturnValue:
    """Ask what the authority has decided elsewhere on one credit."""
    return await _shown(credit_id, FormState())


async def _shown(credit_id: str, again: FormState) -> ResponseReturnValue:
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    if not sheet.may_record:
        return redirect(url_for("credits.credit", credit_id=credit_id), 303)
    shown = await render_template(
        "credits/letter.html",
        sheet=sheet,
        credit=sheet.credit,
        again=again,
        texts={name: again.typed.get(name, "") for name in FIELDS},
        decisions=tuple(Decision),
        longest=LONGEST_NUMBER,
        today=desk().today(),
    )
    return shown, again.status


@pages.post("/credits/<id:credit_id>/authority")
async def record(credit_id: str) -> ResponseReturnValue:
    """Record the letter: all of it, or nothing."""
    sent, file = await _sent()
    texts = {name: sent.text(name) for name in FIELDS}
    wanted = TypedLetter(
        decision=sent.choice("decision", Decision) if texts["decision"] else None,
        decided_on=sent.day("decided_on"),
        number=texts["number"],
        reason=texts["reason"],
        file_name=file[0],
        file=file[1],
    )
    read = await authority.read_letter(desk(), who(), credit_id, wanted)
    if read.letter is None or wanted.decision is None:
        return await _shown(credit_id, FormState(texts, read.refused))
    subject = Subject(CREDIT_REVIEW.kind, credit_id)
    decided, seen = wanted.decision, sent.number("seen")
    await record_decision(
        desk(), who(), subject, decided, read.letter, seen=seen, reason=wanted.reason
    )
    return redirect(url_for("credits.credit", credit_id=credit_id, done="letter-recorded"), 303)


async def _sent() -> tuple[Fields, tuple[str, bytes | None]]:
    """Return the fields and the file, if one came."""
    try:
        fields, file = await sent_file()
    except NoFile:
        return Fields(await request.form), ("", None)
    return fields, (file.filename or "", file.read())
