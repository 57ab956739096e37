"""A training made known: the page that anybody may read, and the organisers' way to it."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core import qr
from core.domain.errors import Refusal
from core.event_files import event_file
from core.usecases.trainings import sharing
from core.usecases.trainings.cycles import cycle_in
from pwa.frame.downloads import handed
from pwa.frame.fields import query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("sharing", __name__)
public = Blueprint("shared", __name__)


@public.get("/t/<shared>")
async def page(shared: str) -> ResponseReturnValue:
    """Show what a training is about, when and where."""
    found = await sharing.read_shared(desk(), shared)
    return await render_template(
        "trainings/shared.html", shared=found, training=found.training, link=shared
    )


@public.get("/t/<shared>/<id:cycle_id>.ics")
async def event(shared: str, cycle_id: str) -> Response:
    """Hand out the entry of a cycle for a calendar."""
    found = await sharing.read_shared(desk(), shared)
    cycle = cycle_in(found.cycles, cycle_id)
    document = event_file(desk().settings.public_url, found.training, cycle)
    return handed(document, "attachment", plain="training")


@pages.get("/trainings/<id:training_id>/share")
async def share(training_id: str) -> ResponseReturnValue:
    """Show the link to hand on, the poster, and the cycles to invite to."""
    return await _shown(training_id)


async def _shown(training_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    found = await sharing.share(desk(), who(), training_id)
    page = await render_template(
        "trainings/share.html",
        shared=found,
        training=found.training,
        picture=qr.svg(found.link),
        invited=query().number("invited", -1),
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.get("/trainings/<id:training_id>/poster.pdf")
async def poster(training_id: str) -> Response:
    """Hand out the poster."""
    return handed(await sharing.poster_pdf(desk(), who(), training_id), "inline", plain="poster")


@pages.post("/trainings/<id:training_id>/cycles/<id:cycle_id>/invitations")
async def invite(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Invite everybody expected at a cycle, once."""
    try:
        count = await sharing.invite(desk(), who(), training_id, cycle_id)
    except (sharing.InvitedAlready, sharing.TooLateToInvite) as refusal:
        return await _shown(training_id, refusal)
    return redirect(url_for("sharing.share", training_id=training_id, invited=count), 303)
