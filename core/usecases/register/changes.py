"""The list of changes of the register: its columns and filters (manual 2.3)."""

from dataclasses import replace
from functools import partial

from core.domain.lists import Column, Filter
from core.lists import Listing
from core.usecases.register.history import ChangeLine, list_changes
from core.wording.history import change_text

CHANGES = Listing[ChangeLine](
    "changes",
    "changes-title",
    (
        Column("changes-column-about", lambda it: it.about, card="title", width=34),
        Column("changes-column-at", lambda it: it.event.at, "moment", width=30),
        Column("changes-column-office", lambda it: it.office, width=22),
        Column("changes-column-name", lambda it: it.name, width=20),
        Column("changes-column-via", lambda it: it.event.via, width=26),
        Column("changes-column-what", lambda it: change_text(it.event, it.book), width=90),
    ),
    list_changes,
    filters=(
        Filter("from", "changes-filter-from", "day"),
        Filter("to", "changes-filter-to", "day"),
        Filter("who", "changes-filter-who"),
    ),
)


def changes_of(staff_id: str) -> Listing[ChangeLine]:
    """Return the list of one person's changes."""
    return replace(CHANGES, read=partial(list_changes, staff_id=staff_id))
