"""Messages and events in words."""

from datetime import datetime

from core.domain import points
from core.records.journal import Event
from core.records.messages import Notice
from core.texts import say
from core.wording.compliance import missing_text
from core.wording.moments import moment
from core.wording.warnings import year_end_text

JOB_NOTICES = frozenset({"job-done", "job-failed"})


def event_text(event: Event) -> str:
    """Return one line of a credit's history."""
    return say(f"event-{event.verb}", who=event.who)


def notice_text(notice: Notice) -> str:
    """Return a message of the inbox in one sentence."""
    if notice.key == "year-end":
        return year_end_text(notice.details)
    blanks = {key: _notice_blank(key, value) for key, value in notice.details.items()}
    if notice.key in JOB_NOTICES:
        return say(f"notice-{notice.key}-{notice.details['kind']}", **blanks)
    return say(f"notice-{notice.key}", **blanks)


def _notice_blank(key: str, value: object) -> object:
    match key, value:
        case "missing", list():
            return missing_text(value)
        case "points", int():
            return points.show(value)
        case "starts_at", str():
            return moment(datetime.fromisoformat(value))
    return value
