"""One case on a page, whatever its kind: the page that asks why."""

from collections.abc import Awaitable, Callable
from typing import Any

from quart import render_template
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.review import Decision
from core.domain.typed import LONGEST_REASON
from pwa.frame.fields import Fields
from pwa.frame.page import status_of

LONGEST_TYPED = 20_000
Read = Callable[[str], Awaitable[dict[str, Any]]]


async def reason_page(
    template: str, case: dict[str, Any], back: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """Ask why a case is returned or rejected, with what was typed already."""
    page = await render_template(
        template,
        **case,
        decision=asked.choice("decision", Decision, Decision.RETURN),
        seen=asked.number("seen", 0),
        back=back,
        refusal=refusal,
        typed=asked.text("reason", longest=LONGEST_TYPED),
        longest=LONGEST_REASON,
    )
    return page, status_of(refusal)
