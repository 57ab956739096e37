"""核销: the execution report with its files, written on a phone and put before the unit."""

from dataclasses import dataclass

from quart import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound, Refusal
from core.domain.trainings.life import NotAwardable, ReportNeeded
from core.domain.trainings.planning import NOTICE
from core.domain.trainings.plans import NumberOutOfRange
from core.domain.trainings.training import Report, Training, TrainingChanged, TrainingFile
from core.domain.typed import TextTooLong
from core.files import Picture
from core.usecases.trainings import closings
from core.usecases.trainings.closings import KINDS, ClosingSheet
from pwa.credits.evidence import KEEP, handed, sent_file, wants_json
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("closings", __name__)

TRAINING = "/trainings/<id:training_id>"
CLOSING = f"{TRAINING}/closing"
FILE = f"{TRAINING}/files/<id:file_id>"
LONGEST_TYPED = 20_000


@dataclass(frozen=True, slots=True)
class Typed:
    """The report as it stands in its fields."""

    text: str
    guests: str
    passed: str

    def report(self) -> Report:
        """Return it read. Raises TextTooLong, NumberOutOfRange."""
        return closings.read_report(self.text, self.guests, self.passed)


def _typed(sent: Fields) -> Typed:
    return Typed(sent.text("text", longest=LONGEST_TYPED), sent.text("guests"), sent.text("passed"))


def _kept(training: Training) -> Typed:
    report = training.report
    return Typed(report.text, _number(report.guests), _number(report.passed))


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


@pages.get(CLOSING)
async def page(training_id: str) -> ResponseReturnValue:
    """Show the plan against what came of it, the report, and its files."""
    sheet = await closings.read_closing(desk(), who(), training_id)
    return await _shown(sheet, _kept(sheet.training))


async def _shown(
    sheet: ClosingSheet, typed: Typed, refusal: Refusal | None = None
) -> ResponseReturnValue:
    shown = await render_template(
        "trainings/closing.html",
        sheet=sheet,
        training=sheet.training,
        typed=typed,
        longest=closings.LONGEST_REPORT,
        kinds=KINDS,
        told=request.args.get("told", ""),
        refusal=refusal,
    )
    return shown, status_of(refusal)


@pages.post(CLOSING)
async def report(training_id: str) -> ResponseReturnValue:
    """Keep the report, or put it before the unit."""
    sent = await form()
    typed, seen = _typed(sent), sent.number("seen")
    is_final = sent.is_ticked("submit")
    keep = closings.submit_closing if is_final else closings.save_report
    try:
        await keep(desk(), who(), training_id, typed.report(), seen=seen)
    except (TextTooLong, NumberOutOfRange, ReportNeeded, NotAwardable, TrainingChanged) as refusal:
        sheet = await closings.read_closing(desk(), who(), training_id)
        return await _shown(sheet, typed, refusal)
    told = "submitted" if is_final else "saved"
    return redirect(url_for("closings.page", training_id=training_id, told=told), 303)


@pages.post(f"{TRAINING}/files")
async def attach(training_id: str) -> ResponseReturnValue:
    """Keep a photo: JSON for the uploader, back to the page for a plain form."""
    fields, file = await sent_file()
    kind = fields.text("kind", longest=20) or request.args.get("kind", "")
    name, content = file.filename or "", file.read()
    kept = await closings.attach_training_file(desk(), who(), training_id, kind, name, content)
    return _answer(training_id, kept, 201, kind)


def _page_of(training_id: str, kind: str) -> str:
    """Return where files are shown: a notice with the plan, all others with the report."""
    if kind == NOTICE:
        return url_for("trainings.training", training_id=training_id) + "#notice"
    return url_for("closings.page", training_id=training_id) + "#files"


def _answer(
    training_id: str, kept: TrainingFile | None, status: int, kind: str = ""
) -> ResponseReturnValue:
    if not wants_json():
        return redirect(_page_of(training_id, kind), 303)
    told = {"id": kept.id, "name": kept.name, "kind": kept.kind} if kept else None
    return jsonify({"file": told}), status


@pages.get(f"{FILE}/<any(original,view,thumbnail):picture>")
async def file(training_id: str, file_id: str, picture: str) -> Response:
    """Hand out a file to somebody who may see its training, under a name that tells nothing."""
    page = query().number("page", 1)
    shown = await closings.read_training_file(
        desk(), who(), training_id, file_id, Picture(picture), page
    )
    response = handed(shown, f"training-{file_id[:6]}")
    response.headers["Cache-Control"] = "no-store" if picture == "original" else KEEP
    return response


@pages.post(f"{FILE}/removal")
async def remove(training_id: str, file_id: str) -> ResponseReturnValue:
    """Take a file away again; taking it away twice is no mistake."""
    kind = ""
    try:
        kind = await closings.remove_training_file(desk(), who(), training_id, file_id)
    except NotFound:
        await closings.read_closing(desk(), who(), training_id)
    return _answer(training_id, None, 200, kind)


@pages.delete(FILE)
async def delete(training_id: str, file_id: str) -> ResponseReturnValue:
    """Take a file away, as scripts say it."""
    return await remove(training_id, file_id)
