"""达标标准浏览 (manual 7.1): the standards and rules of a year, for everybody."""

from quart import Blueprint, render_template
from quart.typing import ResponseReturnValue

from core.usecases import rulebook
from pwa.frame.fields import query
from pwa.frame.session import desk, who

pages = Blueprint("rulebook", __name__)


@pages.get("/rules")
async def page() -> ResponseReturnValue:
    """Show what is asked for in a year, and what each kind of credit gives."""
    year = query().year("year", desk().today().year)
    rules = await rulebook.read_rules(desk(), who(), year)
    return await render_template(
        "rulebook/rules.html", rules=rules, book=rules.book, done=query().text("done")
    )
