"""Sending evidence from a phone: a page with just the uploader, and the code to get there."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core import qr
from core.domain.credits.credit import EDITABLE, NotEditable
from core.records.register import LinkPurpose
from core.usecases.credits import sheets
from core.usecases.register import links
from pwa.frame.session import desk, who

pages = Blueprint("upload", __name__)


@pages.get("/credits/<id:credit_id>/upload")
async def page(credit_id: str) -> ResponseReturnValue:
    """Show the uploader of a draft or returned credit, made for a phone."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    if not sheet.may_revise:
        return redirect(url_for("credits.credit", credit_id=credit_id), 303)
    return await render_template("credits/upload.html", sheet=sheet, credit=sheet.credit)


@pages.get("/credits/<id:credit_id>/phone")
async def phone(credit_id: str) -> ResponseReturnValue:
    """Show a code that opens the uploader on one's phone, signed in: once, for ten minutes."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    if sheet.credit.stage not in EDITABLE or not sheet.may_revise:
        raise NotEditable(stage=sheet.credit.stage)
    goes_to = url_for("upload.page", credit_id=credit_id)
    token = await links.make_link(desk(), who(), LinkPurpose.SIGN_IN, goes_to=goes_to)
    link = desk().settings.public_url + url_for("links.page", token=token)
    return await render_template(
        "credits/upload_phone.html", sheet=sheet, credit=sheet.credit, code=qr.svg(link)
    )
