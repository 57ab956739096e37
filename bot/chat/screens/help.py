"""What one can do here: only what will not be refused, as commands and as buttons."""

from collections.abc import Callable, Mapping

from bot.chat.buttons import Verb
from bot.chat.markup import Rows, Screen, button, words
from bot.chat.questions import Asked
from bot.chat.screens.credits.values import shortened
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
    "reviewed": has_credits,
    "status": has_credits,
    "credits": has_credits,
    "forms": has_credits,
    "review": _reviews,
    "behind": is_administrator,
}
NEAREST: Mapping[str, str] = {"review": "reviewed", "status": "behind"}
OFFERED = (
    *("new", "status", "credits", "trainings", "forms", "review", "behind"),
    *("inbox", "web", "language", "unlink"),
)
WAYS = 3
LOST = ("chat-lost", "chat-lost-again", "chat-lost-still")


def meant(asked: Asked, who: Actor) -> Asked:
    """Return what somebody can mean who may not do what they ask for.

    Who reviews nothing means their own claims, who earns no credits the people they look after.
    """
    nearest = NEAREST.get(asked)
    if nearest is None or _may(who, asked) or not _may(who, nearest):
        return asked
    return Asked(nearest)


def _may(who: Actor, name: str) -> bool:
    return name not in FOR_SOME or FOR_SOME[name](who)


def commands_of(who: Actor) -> list[str]:
    """Return the commands that this person may use."""
    return [name for name in OFFERED if _may(who, name)]


def help_text(who: Actor) -> str:
    """Name the commands that this person may use."""
    lines = [f"/{name} {say(f'chat-menu-{name}')}" for name in commands_of(who)]
    return "\n".join([say("chat-help" if has_credits(who) else "chat-help-administrator"), *lines])


def lost_screen(who: Actor, said: str, times: int, year: int, going_on: Rows) -> Screen:
    """Say what was not understood, never twice the same, with three ways on for this person."""
    ways = {
        "review": button(say("chat-menu-review"), Verb.QUEUE, 1),
        "status": button(say("chat-menu-status"), Verb.RESULT, year),
        "behind": button(say("chat-menu-behind"), Verb.BEHIND),
        "credits": button(say("chat-menu-credits"), Verb.PAGE, 0),
        "trainings": button(say("chat-menu-trainings"), Verb.COMING),
        "scan": button(say("chat-scan"), Verb.SCAN),
    }
    open_ways = [[way] for name, way in ways.items() if _may(who, name)]
    text = words(LOST[times % len(LOST)], said=shortened(said))
    return Screen(text, [*going_on, *open_ways[:WAYS]])
