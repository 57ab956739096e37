"""Which part of a room its list shows: tab, search and page; and what was just marked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from quart import url_for

from core.domain.attendance.presence import Presence, Standing
from core.domain.attendance.schedules import Phase, Schedule
from core.usecases.attendance.presence import Attendee, PresenceGroup, Room
from pwa.frame.fields import Fields
from pwa.frame.session import local_path

ROWS = 50
TONES = {
    Standing.PRESENT: "good",
    Standing.LATE: "warn",
    Standing.LEFT_EARLY: "warn",
    Standing.INCOMPLETE: "warn",
    Standing.ABSENT: "",
}


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The list as it is asked for."""

    training_id: str
    cycle_id: str
    group: PresenceGroup
    text: str
    page: int

    def href(self, **other: object) -> str:
        """Return the address of this list with something chosen otherwise."""
        chosen: dict[str, Any] = {
            "group": self.group if self.group is not PresenceGroup.ALL else None,
            "q": self.text or None,
            "page": self.page if self.page > 1 else None,
            **other,
        }
        asked = {name: value for name, value in chosen.items() if value not in {None, ""}}
        return url_for(
            "presence.room", training_id=self.training_id, cycle_id=self.cycle_id, **asked
        )

    def of(self, room: Room) -> list[Attendee]:
        """Return everybody whom the tab and the search leave."""
        return room.of(self.group, self.text)


def wanted_from(training_id: str, cycle_id: str, asked: Fields) -> ListQuery:
    """Read the list that an address asks for. Raises FieldUnreadable, TextTooLong."""
    return ListQuery(
        training_id,
        cycle_id,
        group=asked.choice("group", PresenceGroup, PresenceGroup.ALL),
        text=asked.text("q", longest=60).strip(),
        page=max(1, asked.number("page", 1)),
    )


def back_to(training_id: str, cycle_id: str, sent: Fields) -> str:
    """Return the list that a page was opened from, with its tab and search."""
    room = url_for("presence.room", training_id=training_id, cycle_id=cycle_id)
    back = local_path(sent.text("back"))
    return back if urlsplit(back).path == room else room


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody stands, as a pill: the key of its words, and its tone."""

    key: str
    tone: str


def look_of(here: Presence, schedule: Schedule, now: datetime) -> Look:
    """Return how somebody stands now: who came is there, until signing out is over."""
    _, closes = schedule.window(Phase.SIGN_OUT)
    if here.signed_in_at is not None and here.signed_out_at is None and now <= closes:
        is_late = schedule.is_late(here.signed_in_at)
        return Look("room-there-late", "warn") if is_late else Look("room-there", "info")
    if here.standing is Standing.ABSENT and now <= closes:
        return Look("room-not-yet", "")
    return Look(f"standing-{here.standing}", TONES[here.standing])
