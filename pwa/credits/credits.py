"""My credits, and one credit with everything around it (manual 5.1, 5.2)."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.credit import PENDING, Stage
from core.domain.register import Actor
from core.permissions import is_administrator
from core.records.credits import CreditFilter
from core.usecases.credits import entry, sheets
from pwa.frame import fields
from pwa.frame.session import desk, who

pages = Blueprint("credits", __name__)

ROWS = 20
DONE = frozenset({"saved", "submitted", "approved-at-once"})


class Whose(StrEnum):
    """One's own credits, or those entered for others as an administrator."""

    OWN = "own"
    OTHERS = "others"


TABS: dict[str, frozenset[Stage]] = {
    "all": frozenset(),
    "draft": frozenset({Stage.DRAFT}),
    "waiting": PENDING,
    "returned": frozenset({Stage.RETURNED}),
    "approved": frozenset({Stage.APPROVED}),
    "rejected": frozenset({Stage.REJECTED}),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list is asked to show."""

    whose: Whose
    tab: str
    year: int
    page: int

    def href(self, **other: object) -> str:
        """Return the address of this list with something chosen otherwise."""
        chosen: dict[str, Any] = {
            "whose": self.whose,
            "tab": self.tab,
            "year": self.year,
            "page": 1,
        } | other
        plain = {"whose": default_whose(who()), "tab": "all", "year": 0, "page": 1}
        asked = {name: value for name, value in chosen.items() if value != plain[name]}
        return url_for("credits.index", **asked)


def default_whose(actor: Actor) -> Whose:
    """People of the register look at their own credits first; an office has none."""
    return Whose.OWN if actor.staff_id else Whose.OTHERS


def _asked() -> Listing:
    query = fields.query()
    tab = query.text("tab") or "all"
    return Listing(
        whose=query.choice("whose", Whose, default_whose(who())),
        tab=tab if tab in TABS else "all",
        year=query.number("year", 0),
        page=max(1, query.number("page", 1)),
    )


async def _page(listing: Listing, wanted: CreditFilter) -> entry.CreditPage:
    if listing.whose is Whose.OWN:
        return await entry.list_own_credits(desk(), who(), wanted)
    mine = replace(wanted, entered_by=who().account_id, not_of=who().staff_id)
    return await entry.list_credits(desk(), who(), mine)


@pages.get("/credits")
async def index() -> ResponseReturnValue:
    """List credits by state and year: one's own, or those entered for others."""
    listing = _asked()
    wanted = CreditFilter(
        stages=TABS[listing.tab],
        year=listing.year or None,
        limit=ROWS,
        offset=ROWS * (listing.page - 1),
    )
    shown = await _page(listing, wanted)
    counts = {
        tab: (await _page(listing, replace(wanted, stages=stages, limit=1, offset=0))).total
        for tab, stages in TABS.items()
    }
    return await render_template(
        "credits/index.html",
        listing=listing,
        credits=shown.credits,
        names=shown.names,
        book_of=shown.book_of,
        counts=counts,
        last_page=max(1, -(-shown.total // ROWS)),
        years=range(desk().today().year, FIRST_YEAR - 1, -1),
        may_enter_for_others=is_administrator(who()),
    )


@pages.get("/credits/<id:credit_id>")
async def credit(credit_id: str) -> ResponseReturnValue:
    """Show one credit with its evidence and its history."""
    query = fields.query()
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    return await render_template(
        "credits/credit.html",
        sheet=sheet,
        credit=sheet.credit,
        asking=query.text("ask"),
        done=done if (done := query.text("done")) in DONE else "",
    )


@pages.post("/credits/<id:credit_id>/withdrawal")
async def withdraw(credit_id: str) -> ResponseReturnValue:
    """Take a claim back before anybody has decided on it."""
    form = await fields.form()
    await entry.withdraw_credit(desk(), who(), credit_id, seen=form.number("seen"))
    return redirect(url_for("editing.edit", credit_id=credit_id), 303)


@pages.post("/credits/<id:credit_id>/removal")
async def remove(credit_id: str) -> ResponseReturnValue:
    """Throw a draft away."""
    form = await fields.form()
    await entry.remove_draft(desk(), who(), credit_id, seen=form.number("seen"))
    return redirect(url_for("credits.index"), 303)


@pages.post("/credits/<id:credit_id>/copy")
async def copy(credit_id: str) -> ResponseReturnValue:
    """Begin anew with the answers and files of a rejected claim."""
    draft = await entry.copy_credit(desk(), who(), credit_id)
    return redirect(url_for("editing.edit", credit_id=draft.id), 303)
