"""请假: which cycle, why, and what was recorded."""

from collections.abc import Sequence

from bot.chat.buttons import Verb
from bot.chat.markup import Screen, button, words
from core.domain.register import Actor
from core.texts import say
from core.usecases.attendance.coming import Coming
from core.usecases.attendance.excuses import OwnCycle
from core.wording.moments import span

MOST_OFFERED = 8


def choose_screen(who: Actor, found: Sequence[Coming]) -> Screen:
    """Return the cycles to choose from, the earliest first."""
    if not found:
        key = "chat-excuse-none" if who.staff_id else "chat-trainings-nobody"
        return Screen(say(key))
    rows = [[button(_label(one), Verb.EXCUSE, one.cycle.id)] for one in found[:MOST_OFFERED]]
    return Screen(say("chat-excuse-which"), rows)


def _label(one: Coming) -> str:
    when = span(one.cycle.starts_at, one.cycle.ends_at)
    return say("chat-excuse-one", title=one.training.plan.name, when=when)


def ask_screen(own: OwnCycle) -> Screen:
    """Ask why somebody cannot come."""
    text = words("chat-excuse-why", title=own.training.plan.name, when=_when(own))
    return Screen(text, [[button(say("chat-excuse-no"), Verb.COME)]])


def excused_screen(own: OwnCycle) -> Screen:
    """Say what was recorded, and where it can be taken back."""
    reason = own.excuse.reason if own.excuse else ""
    told = {"title": own.training.plan.name, "when": _when(own), "reason": reason}
    return Screen(words("chat-excuse-done", **told))


def kept_screen() -> Screen:
    """Say that nobody is excused."""
    return Screen(say("chat-excuse-kept"))


def _when(own: OwnCycle) -> str:
    return span(own.cycle.starts_at, own.cycle.ends_at)
