"""Beginning a credit: for whom, which year, which kind, which rule (manual 5.2)."""

from dataclasses import dataclass

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.credit_lists import credit_years
from core.domain.credits.answers import answered, year_in
from core.domain.credits.claims import Claim
from core.domain.credits.credit import EDITABLE, Credit, NotEditable
from core.domain.register import Staff
from core.domain.rulebook.rules import Category, CreditRule, Rulebook
from core.permissions import enters_for_others
from core.usecases.credits import entry, evidence, sheets
from core.usecases.credits.used_before import read_used_before
from core.usecases.credits.whom import WHOM, WhomLine, read_whom
from core.usecases.rulebook import read_rulebook_for
from pwa.credits.claims import evidence_groups
from pwa.credits.papers import read_papers
from pwa.frame import fields
from pwa.frame.session import desk, who
from pwa.lists import read_list

pages = Blueprint("entry", __name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """A category as a card: its rules, and whether any of them is open."""

    category: Category
    rules: tuple[CreditRule, ...]

    @property
    def is_open(self) -> bool:
        return any(rule.is_enabled for rule in self.rules)


def kinds_of(book: Rulebook) -> list[Kind]:
    """Return the categories of the entry wizard, those that are open first."""
    kinds = [
        Kind(category, book.rules_of(category.code))
        for category in book.categories
        if category.is_personal
    ]
    return sorted(kinds, key=lambda kind: not kind.is_open)


async def chosen(staff_id: str, year: str, rule: str) -> Claim:
    """Return somebody's claim of this year and rule, before anything is kept.

    Raises YearClosed, NotAChoice, RuleDisabled.
    """
    today = desk().today()
    claim = Claim(year=year_in(year, today))
    book = await read_rulebook_for(desk(), who(), staff_id, claim.year)
    return answered(claim, "rule", rule, book, today)


@pages.get("/credits/new")
async def new() -> ResponseReturnValue:
    """Ask for whom, then for the photos, then or without them which kind and rule."""
    query = fields.query()
    whom = await _whom(query)
    if whom is None:
        return await _ask_whom(query)
    year = query.number("year", desk().today().year)
    key = query.text("key") or desk().ids.new()
    if not any(query.text(name) for name in ("year", "category", "rule", "subtype")):
        return await render_template("credits/begin.html", staff=whom, key=key, year=year)
    return await render_template(
        "credits/new.html",
        staff=whom,
        key=key,
        credit=None,
        **await _choices(whom, year, query),
    )


async def _whom(query: fields.Fields) -> Staff | None:
    """Return for whom it is; None while whoever enters for others, too, has not said so."""
    if query.text("for"):
        return await read_whom(desk(), who(), query.id("for"))
    if enters_for_others(who()) and not (query.is_ticked("shared") and who().staff_id):
        return None
    return await read_whom(desk(), who(), who().staff_id or "")


async def _ask_whom(query: fields.Fields) -> ResponseReturnValue:
    words = query.text("q", longest=60).strip()
    found = await read_list(WHOM, query, "entry.new", _for) if words else None
    return await render_template("credits/whom.html", words=words, list=found)


def _for(line: WhomLine) -> str:
    return f"{url_for('entry.new')}?for={line.staff.id}"


async def _choices(whom: Staff, year: int, query: fields.Fields) -> dict[str, object]:
    """Return what the page of kinds and rules shows for somebody's year."""
    category, code, subtype = (query.text(name) for name in ("category", "rule", "subtype"))
    year = year if year in credit_years(desk()) else desk().today().year
    book = await read_rulebook_for(desk(), who(), whom.id, year)
    kinds = kinds_of(book)
    rules = [rule for kind in kinds for rule in kind.rules]
    used = {rule.subtype for rule in rules}
    before = await read_used_before(desk(), who(), whom.id)
    return {
        "rules_before": [rule for rule in rules if rule.is_enabled and rule.code in before.rules],
        "subtypes": [one for one in book.subtypes if one.code in used],
        "subtype": subtype,
        "statements": [rule for rule in rules if subtype in {"", rule.subtype}],
        "rule_code": code if any(rule.code == code for rule in rules) else "",
        "year": year,
        "years": credit_years(desk()),
        "book": book,
        "kinds": kinds,
        "kind": next((kind for kind in kinds if kind.category.code == category), None),
    }


@pages.post("/credits/new")
async def create() -> ResponseReturnValue:
    """Begin the draft and go on to its form."""
    form = await fields.form()
    staff_id = form.id("for") if form.text("for") else None
    claim = await chosen(staff_id or who().staff_id or "", form.text("year"), form.text("rule"))
    draft = await begun(staff_id, claim.year, form.text("key", longest=64))
    answers = {"year": str(claim.year), "rule": claim.rule or ""}
    await entry.revise_draft(desk(), who(), draft.id, answers)
    return redirect(url_for("editing.edit", credit_id=draft.id), 303)


async def begun(staff_id: str | None, year: int, key: str) -> Credit:
    """Begin once per shown page; a page gone back to after submitting begins another."""
    draft = await entry.start_draft(desk(), who(), staff_id=staff_id, year=year, key=key or None)
    if draft.stage in EDITABLE:
        return draft
    return await entry.start_draft(desk(), who(), staff_id=staff_id, year=year)


@pages.get("/credits/<id:credit_id>/rule")
async def rule(credit_id: str) -> ResponseReturnValue:
    """Offer another year, kind or rule for a draft."""
    query = fields.query()
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    if not sheet.may_revise:
        raise NotEditable(stage=sheet.credit.stage)
    year = query.number("year", sheet.credit.year)
    return await render_template(
        "credits/new.html",
        staff=sheet.staff,
        key="",
        credit=sheet.credit,
        sheet=sheet,
        read=await read_papers(sheet),
        **await _choices(sheet.staff, year, query),
    )


@pages.post("/credits/<id:credit_id>/rule")
async def change_rule(credit_id: str) -> ResponseReturnValue:
    """Put the draft under another year or rule; answers that still fit are kept."""
    form = await fields.form()
    whose = (await sheets.read_credit(desk(), who(), credit_id)).staff.id
    claim = await chosen(whose, form.text("year"), form.text("rule"))
    answers = {"year": str(claim.year), "category": claim.category or "", "rule": claim.rule or ""}
    await entry.revise_draft(desk(), who(), credit_id, answers, seen=form.number("seen"))
    await _name_files(credit_id)
    return redirect(url_for("editing.edit", credit_id=credit_id), 303)


async def _name_files(credit_id: str) -> None:
    """Take files that came before the kind was known for what is missing, as the uploader would."""
    sheet = await sheets.read_credit(desk(), who(), credit_id, with_history=False)
    missing = [group.kinds[0] for group in evidence_groups(sheet) if not group.is_met]
    unnamed = [file.id for file in sheet.evidence if file.kind is None]
    for file_id, kind in zip(unnamed, missing, strict=False):
        await evidence.name_evidence(desk(), who(), credit_id, file_id, kind)
