"""A person's records of years (manual 2.2): seen, added, edited, taken away."""

from collections.abc import Mapping
from dataclasses import replace

from quart import Blueprint, render_template
from quart.typing import ResponseReturnValue

from core.domain.changes import Preview, PreviewChanged
from core.domain.errors import NotFound, Refusal
from core.domain.register import YearRecord
from core.domain.standing import LONGEST_REMARK, Standing
from core.usecases.register import records
from core.usecases.register.records import RecordSheet
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.register.standing import record_years, standing_of

pages = Blueprint("records", __name__)

RECORDS = "/staff/<id:staff_id>/records"
RECORD = f"{RECORDS}/<int:year>"
FIELDS = ("for_year", "new_title", "new_status", "awarded_on", "remark")
LONGEST_TYPED = 20_000


@pages.get(RECORDS)
async def page(staff_id: str) -> ResponseReturnValue:
    """Show what a person was in each year."""
    return await _page(staff_id)


async def _page(staff_id: str, made: Preview | None = None) -> ResponseReturnValue:
    sheet = await records.read_records(desk(), who(), staff_id)
    return await render_template("register/records.html", sheet=sheet, made=made)


@pages.get(f"{RECORDS}/new")
async def new(staff_id: str) -> ResponseReturnValue:
    """Ask for a record of a year without one; what applies there stands in it."""
    sheet = await records.read_records(desk(), who(), staff_id)
    year = query().year("year", desk().today().year)
    return await _form(sheet, _typed(sheet, year), None)


@pages.get(RECORD)
async def edit(staff_id: str, year: int) -> ResponseReturnValue:
    """Ask what a record of a year is to say."""
    sheet = await records.read_records(desk(), who(), staff_id)
    if sheet.of(year) is None:
        raise NotFound
    return await _form(sheet, _typed(sheet, year), year)


def _typed(sheet: RecordSheet, year: int) -> dict[str, str]:
    """Return how the form begins: with the record that applies, else with the register."""
    lines = (line.record for line in sheet.lines if line.record.year <= year)
    record: YearRecord | None = next(lines, None)
    base = record or sheet.staff
    is_own = record is not None and record.year == year
    return {
        "for_year": str(year),
        "new_title": base.title,
        "new_status": base.status,
        "awarded_on": str(base.title_awarded_on or ""),
        "remark": record.remark if record and is_own else "",
    }


async def _form(
    sheet: RecordSheet, typed: Mapping[str, str], year: int | None, refusal: Refusal | None = None
) -> ResponseReturnValue:
    shown = await render_template(
        "register/record.html",
        sheet=sheet,
        typed=typed,
        year=year,
        years=record_years(),
        longest=LONGEST_REMARK,
        refusal=refusal,
    )
    return shown, status_of(refusal)


@pages.post(f"{RECORDS}/new")
async def add(staff_id: str) -> ResponseReturnValue:
    """Show what a new record would change; write it as it was seen."""
    return await _put(staff_id, None)


@pages.post(RECORD)
async def save(staff_id: str, year: int) -> ResponseReturnValue:
    """Show what other values of a record would change; write them as they were seen."""
    return await _put(staff_id, year)


async def _put(staff_id: str, year: int | None) -> ResponseReturnValue:
    sent = await form()
    sheet = await records.read_records(desk(), who(), staff_id)
    typed = {name: sent.text(name, longest=LONGEST_TYPED) for name in FIELDS}
    refusal: Refusal | None = None
    try:
        wanted = replace(standing_of(sent, year), remark=typed["remark"])
        if seen := sent.text("seen", longest=64):
            made = await _written(staff_id, wanted, seen, is_new=year is None)
            if isinstance(made, Preview):
                return await _page(staff_id, made)
            refusal = made
        would = await records.preview_record(desk(), who(), staff_id, wanted, is_new=year is None)
    except Refusal as fault:
        if fault.status == NotFound.status:
            raise
        return await _form(sheet, typed, year, fault)
    return await _previewed(sheet, would, wanted.year, typed, refusal, is_new=year is None)


async def _written(
    staff_id: str, wanted: Standing, seen: str, *, is_new: bool
) -> Preview | PreviewChanged:
    try:
        return await records.put_record(desk(), who(), staff_id, wanted, is_new=is_new, seen=seen)
    except PreviewChanged as refusal:
        return refusal


@pages.get(f"{RECORD}/removal")
async def ask_removal(staff_id: str, year: int) -> ResponseReturnValue:
    """Show what would change without a record."""
    sheet = await records.read_records(desk(), who(), staff_id)
    would = await records.preview_removal(desk(), who(), staff_id, year)
    return await _previewed(sheet, would, year, {}, None, is_removal=True)


@pages.post(f"{RECORD}/removal")
async def remove(staff_id: str, year: int) -> ResponseReturnValue:
    """Take a record away as it was seen."""
    sent: Fields = await form()
    seen = sent.text("seen", longest=64)
    try:
        made = await records.remove_record(desk(), who(), staff_id, year, seen=seen)
    except PreviewChanged as refusal:
        sheet = await records.read_records(desk(), who(), staff_id)
        would = await records.preview_removal(desk(), who(), staff_id, year)
        return await _previewed(sheet, would, year, {}, refusal, is_removal=True)
    return await _page(staff_id, made)


async def _previewed(
    sheet: RecordSheet,
    would: Preview,
    year: int,
    typed: Mapping[str, str],
    refusal: Refusal | None,
    *,
    is_new: bool = False,
    is_removal: bool = False,
) -> ResponseReturnValue:
    shown = await render_template(
        "register/record_preview.html",
        sheet=sheet,
        would=would,
        year=year,
        typed=typed,
        act="remove" if is_removal else "add" if is_new else "save",
        refusal=refusal,
    )
    return shown, status_of(refusal)
