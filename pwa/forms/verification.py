"""Is this paper still true? A public page for whoever holds a form in their hand."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.domain.limits import TooManyFailures
from core.usecases.verifying import verify_form
from pwa.frame.fields import query
from pwa.frame.page import shown_again
from pwa.frame.session import address, desk

pages = Blueprint("verification", __name__)

LONGEST_CODE = 60


@pages.get("/v/")
async def ask() -> ResponseReturnValue:
    """Ask for the code; blanks and dashes between its groups do not matter."""
    code = plain_code(query().text("code", longest=LONGEST_CODE))
    if code:
        return redirect(url_for("verification.show", code=code), 303)
    return await render_template("forms/verification_ask.html", code="")


def plain_code(text: str) -> str:
    """Return the code without what people put between its groups."""
    return "".join(sign for sign in text.lower() if sign.isascii() and sign.isalnum())


@pages.get("/v/<code>")
async def show(code: str) -> ResponseReturnValue:
    """Say what the form with this code said, and whether the record still says so."""
    plain = plain_code(code[:LONGEST_CODE])
    try:
        found = await verify_form(desk(), plain, ip=address())
    except NotFound as refusal:
        page = await render_template("forms/verification_ask.html", code=plain, unknown=True)
        return page, refusal.status
    except TooManyFailures as refusal:
        page = await render_template("forms/verification_ask.html", code=plain, wait=refusal)
        return shown_again(page, refusal)
    return await render_template("forms/verification.html", found=found, code=plain)
