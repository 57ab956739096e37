"""What was done to people and departments of the register, in words (manual 2.3)."""

from collections.abc import Mapping
from typing import Any

from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import SubjectKind
from core.records.journal import Event
from core.texts import knows, say
from core.wording.people import field_name, field_words


def change_text(event: Event, book: Rulebook) -> str:
    """Return what was done, with each field as it was and as it is, in words (manual 2.3)."""
    key = f"staff-event-{event.verb}"
    what = say(key) if knows(key) else event.verb
    fields = dict.fromkeys((*event.before, *event.after))
    if event.verb in WHOLE:
        return what
    told = [_told(field, event, book) for field in fields]
    return (
        say("staff-event-told", what=what, told=say("word-semicolon").join(told)) if told else what
    )


def _told(field: str, event: Event, book: Rulebook) -> str:
    is_place = event.subject.startswith(SubjectKind.DEPARTMENT)
    name = say("department-name") if is_place else field_name(field)
    before, after = (_value(field, side, book) for side in (event.before, event.after))
    if field not in event.before:
        return say("staff-event-value", field=name, value=after)
    return say("staff-event-turn", field=name, before=before, after=after)


def _value(field: str, side: Mapping[str, Any], book: Rulebook) -> str:
    if field not in side:
        return say("staff-event-nothing")
    return field_words(field, side[field], book) or say("staff-event-nothing")


WHOLE = frozenset({"person-added"})
