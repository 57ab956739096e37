"""Who is behind, in one message."""

from bot.chat.buttons import Verb
from bot.chat.markup import Screen, button, words
from core.domain.credits.outlook import Outlook
from core.domain.lists import Page
from core.texts import say
from core.usecases.credits.year_lists import YearLine, missing
from core.wording.lists import count_text

EVERYWHERE = "all"


def behind_screen(page: Page[YearLine], year: int, named: str, department: str) -> Screen:
    """Return how many are behind, what each lacks, and a button that reminds them."""
    behind, hoping = (count_text(page.counts[one]) for one in (Outlook.BEHIND, Outlook.ON_THE_WAY))
    head = words("chat-behind", year=year, place=named or say("chat-behind-everywhere"))
    lines = [head, say("chat-behind-counts", behind=behind, hoping=hoping), ""]
    lines += [
        words(
            "chat-behind-line",
            name=one.staff.name,
            department="" if named else one.department,
            missing=missing(one),
        )
        for one in page.rows
    ]
    if page.slice.following:
        lines.append(say("chat-behind-more"))
    remind = button(say("years-remind"), Verb.REMIND, department or EVERYWHERE)
    return Screen("\n".join(lines).strip(), [[remind]] if page.rows else ())


def no_such_department(named: str) -> Screen:
    """Return what is said of a department that is not among those one looks after."""
    return Screen(words("chat-behind-nowhere", place=named))
