"""达标标准浏览 (manual 7.1): the standards and rules of a year, for everybody."""

from enum import StrEnum

from quart import Blueprint, render_template
from quart.typing import ResponseReturnValue

from core.usecases import rulebook
from pwa.frame.fields import query
from pwa.frame.session import desk, who


class Tab(StrEnum):
    """A table of the rules, one at a time."""

    STANDARDS = "standards"
    RULES = "rules"
    SUBTYPES = "subtypes"
    STATUSES = "statuses"


pages = Blueprint("rulebook", __name__)


@pages.get("/rules")
async def page() -> ResponseReturnValue:
    """Show what is asked for in a year, and what each kind of credit gives."""
    year = query().year("year", desk().today().year)
    rules = await rulebook.read_rules(desk(), who(), year)
    tab = query().choice("tab", Tab, Tab.STANDARDS)
    return await render_template(
        "rulebook/rules.html", rules=rules, book=rules.book, tab=tab.value, tabs=list(Tab)
    )
