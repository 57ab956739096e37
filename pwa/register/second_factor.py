"""The second factor of one's own account, the code that signing in asks for, and the others'."""

from collections.abc import Sequence

from markupsafe import Markup
from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core import qr
from core.domain.errors import Refusal
from core.usecases.register import second_factor
from pwa.frame import session
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import shown_again
from pwa.frame.typed import Typed, gone_on, typed_before

pages = Blueprint("second_factor", __name__)
behind_it = Blueprint("second_factor_kept", __name__)
LONGEST_CODE = 40


@pages.get("/second-factor")
async def page() -> ResponseReturnValue:
    """Ask for the code, or show what is set up and how to begin."""
    return await shown(session.local_path(query().text("next")))


async def shown(
    wanted: str,
    typed: Typed | None = None,
    *,
    refusal: Refusal | None = None,
    codes: Sequence[str] = (),
) -> str:
    """Show the field for the code, or what is set up; what was `typed` before goes along."""
    state = await second_factor.read_second_factor(session.desk(), session.who())
    begun = state.factor if state.factor and not state.is_confirmed else None
    address = begun.address(session.who().office or session.who().name) if begun else ""
    return await render_template(
        "register/second_factor.html",
        state=state,
        begun=begun,
        picture=Markup(qr.svg(address)) if begun else "",  # noqa: S704 - our own
        asks=session.session().asks_code and not codes,
        codes=codes,
        next=wanted,
        typed=typed,
        refusal=refusal,
    )


@pages.post("/second-factor/phone")
async def begin() -> ResponseReturnValue:
    """Make a secret for a phone to take."""
    fields = await form()
    wanted, typed = session.local_path(fields.text("next")), typed_before(fields.values)
    await second_factor.begin_second_factor(session.desk(), session.who())
    if typed:
        return await shown(wanted, typed)
    return redirect(url_for("second_factor.page", next=wanted), 303)


@pages.post("/second-factor")
async def give_code() -> ResponseReturnValue:
    """Go on with the code; the first one shows the recovery codes, once."""
    fields = await form()
    wanted, typed = session.local_path(fields.text("next")), typed_before(fields.values)
    desk, who, here = session.desk(), session.who(), session.session()
    try:
        codes = await second_factor.give_second_code(desk, who, here, _code(fields))
    except Refusal as refusal:
        return shown_again(await shown(wanted, typed, refusal=refusal), refusal)
    return await shown(wanted, typed, codes=codes) if codes else await gone_on(wanted, typed)


def _code(fields: Fields) -> str:
    return fields.text("code", longest=LONGEST_CODE)


@behind_it.post("/second-factor/recovery-codes")
async def renew_codes() -> ResponseReturnValue:
    """Show new recovery codes, once; the old ones open nothing any more."""
    fields = await form()
    try:
        codes = await second_factor.renew_recovery_codes(
            session.desk(), session.who(), _code(fields)
        )
    except Refusal as refusal:
        return shown_again(await shown("/", refusal=refusal), refusal)
    return await shown("/", codes=codes)


@behind_it.post("/second-factor/end")
async def end() -> ResponseReturnValue:
    """Ask for codes no more."""
    fields = await form()
    try:
        await second_factor.end_own_second_factor(session.desk(), session.who(), _code(fields))
    except Refusal as refusal:
        return shown_again(await shown("/", refusal=refusal), refusal)
    return redirect(url_for("second_factor.page"), 303)


@behind_it.post("/second-factor/demand")
async def demand() -> ResponseReturnValue:
    """Demand a second factor of the unit's administrators, or leave it to them."""
    fields = await form()
    try:
        await second_factor.demand_second_factor(
            session.desk(), session.who(), is_demanded=fields.is_ticked("demanded")
        )
    except second_factor.NoFactor as refusal:
        return shown_again(await shown("/", refusal=refusal), refusal)
    return redirect(url_for("second_factor.page"), 303)


@behind_it.post("/administrators/<id:account_id>/second-factor/end")
async def reset(account_id: str) -> ResponseReturnValue:
    """Take the second factor from an administrator whose phone is lost."""
    await second_factor.reset_second_factor(session.desk(), session.who(), account_id)
    return redirect(url_for("second_factor.page"), 303)
