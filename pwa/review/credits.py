"""Claims before their reviewer (manual 5.3)."""

from collections.abc import Sequence

from quart import url_for

from core.domain.credits.credit import CREDIT_REVIEW, Credit
from core.domain.points import show
from core.domain.reasons import Kind as ReasonKind
from core.domain.register import Staff
from core.domain.review import Decision
from core.domain.rulebook.rules import Rulebook
from core.texts import say
from core.usecases.credits import sheets
from core.usecases.credits.review import REVIEWED_CREDITS, read_marks
from core.wording.credits import credit_title
from pwa.frame.session import desk, who
from pwa.review.cases import Brief, Kind, ShownCase


async def _read(credit_id: str) -> ShownCase:
    sheet = await sheets.read_credit(desk(), who(), credit_id, with_history=False)
    return ShownCase(
        case=sheet.credit,
        heading=_heading(sheet.staff, sheet.credit, sheet.book),
        href=url_for("credits.credit", credit_id=credit_id),
        reasons=ReasonKind.CREDIT,
        may_decide=sheet.may_decide,
        sheet=sheet,
    )


async def _brief(credit_ids: Sequence[str]) -> list[Brief]:
    marks = await read_marks(desk(), who(), credit_ids)
    return [
        Brief(
            one.credit,
            _heading(one.staff, one.credit, one.book),
            one.credit.points,
            ReasonKind.CREDIT,
            one.flags,
            one.counts,
        )
        for one in marks.values()
    ]


def _heading(staff: Staff, credit: Credit, book: Rulebook) -> str:
    return f"{staff.name} · {credit_title(credit, book)}"


def _done(shown: ShownCase, decision: Decision) -> str:
    blanks = {"points": show(shown.sheet.credit.points)} if decision is Decision.APPROVE else {}
    return say(f"review-done-{decision}", name=shown.sheet.staff.name, **blanks)


CREDITS = Kind(
    CREDIT_REVIEW,
    "credits",
    "review/credit.html",
    REVIEWED_CREDITS,
    lambda line: line.credit,
    _read,
    _brief,
    _done,
)
