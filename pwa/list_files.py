"""Lists too long to be handed out while somebody waits: asked for here, had where jobs are."""

from quart import Blueprint, redirect, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.usecases.list_files import LISTINGS, ask_for_list
from pwa.frame.fields import form
from pwa.frame.session import desk, who
from pwa.lists import asked_of

pages = Blueprint("list_files", __name__)


@pages.post("/lists/<name>/files")
async def ask(name: str) -> ResponseReturnValue:
    """Have all that was asked of a list put into a workbook."""
    if name not in LISTINGS:
        raise NotFound
    sent, listing = await form(), LISTINGS[name]
    key = sent.text("key", longest=64)
    job = await ask_for_list(desk(), who(), listing, asked_of(listing, sent), key)
    return redirect(url_for("jobs.page", job_id=job.id), 303)
