"""What one can do here: only what will not be refused, as commands and as buttons."""

from collections.abc import Callable, Mapping

from bot.chat.buttons import Verb
from bot.chat.markup import Rows, Screen, button
from core.domain.register import Actor
from core.permissions import is_administrator, review_stages, reviews_trainings
from core.texts import say


def has_credits(who: Actor) -> bool:
    """Return whether the person earns credits; some administrators only look after others."""
    return who.staff_id is not None


def _reviews(who: Actor) -> bool:
    return bool(review_stages(who)) or reviews_trainings(who)


FOR_SOME: Mapping[str, Callable[[Actor], bool]] = {
    "new": has_credits,
    "status": has_credits,
    "credits": has_credits,
    "forms": has_credits,
    "review": _reviews,
    "behind": is_administrator,
}
OFFERED = (
    *("new", "status", "credits", "trainings", "forms", "review", "behind"),
    *("inbox", "web", "language", "unlink"),
)
LOST = ("chat-lost", "chat-lost-again")


def help_text(who: Actor) -> str:
    """Name the commands that this person may use."""
    offered = [name for name in OFFERED if name not in FOR_SOME or FOR_SOME[name](who)]
    lines = [f"/{name} {say(f'chat-menu-{name}')}" for name in offered]
    return "\n".join([say("chat-help" if has_credits(who) else "chat-help-administrator"), *lines])


def lost_screen(who: Actor, times: int, year: int, going_on: Rows) -> Screen:
    """Say that something was not understood, never twice the same, with three ways on."""
    if has_credits(who):
        ways = [
            button(say("chat-menu-status"), Verb.RESULT, year),
            button(say("chat-menu-credits"), Verb.PAGE, 0),
            button(say("chat-menu-trainings"), Verb.COMING),
        ]
    else:
        ways = [
            button(say("chat-menu-review"), Verb.QUEUE, 1),
            button(say("chat-menu-trainings"), Verb.COMING),
            button(say("chat-scan"), Verb.SCAN),
        ]
    return Screen(say(LOST[times % len(LOST)]), [*going_on, *([way] for way in ways)])
