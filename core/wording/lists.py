"""What a list shows, in words: numbers, days and states as people read them."""

from datetime import date, datetime

from core.domain.lists import MOST_COUNTED, Kind, Value
from core.domain.points import show, show_quantity
from core.domain.trainings.statistics import show_rate
from core.texts import say
from core.wording.moments import moment


def shown(value: Value, kind: Kind) -> str:
    """Return a value as a list shows it; "" where there is none."""
    match kind, value:
        case _, None:
            return ""
        case "rate", int():
            return show_rate(value)
        case "points", int():
            return show(value)
        case "quantity", int():
            return show_quantity(value)
        case _, datetime():
            return moment(value)
        case _, date() | str() | int():
            return str(value)
        case _, pills:
            return say("word-dot").join(pill.words for pill in pills)


def count_text(count: int) -> int | str:
    """Return how many there are, “1000+” where they were not counted to the end.

    A number stays one, so that a sentence chooses its plural.
    """
    return count if count <= MOST_COUNTED else f"{MOST_COUNTED}+"
