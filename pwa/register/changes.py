"""The change log of the register: who changed what, when and from where (manual 2.3)."""

from quart import Blueprint
from quart.typing import ResponseReturnValue

from core.domain.register import Staff
from core.usecases.register import people
from core.usecases.register.changes import CHANGES, changes_of
from pwa.frame.fields import query
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("changes", __name__)


@pages.get("/staff/changes")
async def index() -> ResponseReturnValue:
    """Show who changed what: of the department or unit, or of one person."""
    staff_id = query().key("staff")
    listing = changes_of(staff_id) if staff_id else CHANGES
    shown = await read_list(listing, query(), "changes.index", staff=staff_id)
    about: Staff | None = None
    if staff_id:
        about = (await people.read_person(desk(), who(), staff_id)).staff
    return await list_page("register/changes.html", shown, about=about)


@pages.get("/staff/changes.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the changes out as a file."""
    staff_id = query().key("staff")
    return await list_file(changes_of(staff_id) if staff_id else CHANGES, query(), ending)
