"""达标标准浏览 (manual 7.1): the standards and rules of a year, for everybody."""

from enum import StrEnum

from quart import Blueprint, render_template
from quart.typing import ResponseReturnValue

from core.domain.rulebook.entries import CLOSABLE, OWN, UNIT_LISTS
from core.usecases import rulebook
from pwa.frame.fields import query
from pwa.frame.session import desk, who


class Tab(StrEnum):
    """A table of the rules, one at a time."""

    STANDARDS = "standards"
    RULES = "rules"
    CATEGORIES = "categories"
    SUBTYPES = "subtypes"
    STATUSES = "statuses"
    TITLES = "titles"
    SPECIALTIES = "lists.specialties"
    EVIDENCE_KINDS = "lists.evidence-kinds"
    STAFF_KINDS = "lists.staff-kinds"
    DEGREES = "lists.degrees"
    DELIVERY_MODES = "lists.delivery-modes"
    ASSESSMENT_METHODS = "lists.assessment-methods"
    TEACHING_METHODS = "lists.teaching-methods"


pages = Blueprint("rulebook", __name__)


@pages.get("/rules")
async def page() -> ResponseReturnValue:
    """Show what is asked for in a year, and what each kind of credit gives."""
    year = query().year("year", desk().today().year)
    rules = await rulebook.read_rules(desk(), who(), year)
    tab = query().choice("tab", Tab, Tab.STANDARDS)
    return await render_template(
        "rulebook/rules.html",
        rules=rules,
        book=rules.book,
        tab=tab.value,
        tabs=list(Tab),
        lists=UNIT_LISTS,
        addition=f"{OWN}{desk().ids.new()}" if tab in CLOSABLE else "",
    )
