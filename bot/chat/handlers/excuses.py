"""请假 in the chat: which cycle one cannot come to, then why."""

from bot.chat.buttons import CYCLE, Press
from bot.chat.context import ChatContext
from bot.chat.handlers.attendance import trainings_asked
from bot.chat.handlers.credits.asking import asking_of, keep_asking
from bot.chat.replies import send
from bot.chat.screens.excuses import ask_screen, choose_screen, excused_screen, kept_screen
from core.domain.errors import Refusal
from core.domain.trainings.excuses import ExcuseTooLate
from core.domain.typed import TextNeeded, TextTooLong
from core.usecases.attendance.coming import coming_trainings
from core.usecases.attendance.excuses import excuse_oneself, read_own_cycle

EXCUSE = "excuse:"


async def excuse_asked(context: ChatContext) -> None:
    """“请假”: offer the cycles that one is expected at; of a single one, ask why at once."""
    now = context.desk.clock.now()
    coming = await coming_trainings(context.desk, context.who)
    found = [one for one in coming if one.may_be_excused(now)]
    if len(found) == 1:
        await _ask_why(context, found[0].cycle.id)
    else:
        await send(context.to, choose_screen(context.who, found))


async def absent_pressed(context: ChatContext, press: Press) -> None:
    """请假, under a reminder or under what is coming, which stays as it is."""
    await excuse_asked(context)


async def excuse_pressed(context: ChatContext, press: Press) -> None:
    """One cycle was chosen: the next message is the reason."""
    await _ask_why(context, press[CYCLE])


async def _ask_why(context: ChatContext, cycle_id: str) -> None:
    own = await read_own_cycle(context.desk, context.who, cycle_id)
    if not own.may_excuse:
        raise ExcuseTooLate(title=own.training.plan.name)
    await keep_asking(context, EXCUSE + cycle_id)
    await send(context.to, ask_screen(own))


async def coming_after_all(context: ChatContext, press: Press) -> None:
    """Nobody is excused after all; where nothing waits for a reason, what stands is shown."""
    if asking_of(context).step.startswith(EXCUSE):
        await keep_asking(context, "")
        await send(context.to, kept_screen())
    else:
        await trainings_asked(context)


async def excuse_written(context: ChatContext, text: str) -> bool:
    """Take a message as the reason that was asked for; False when none was.

    One that cannot be taken or kept is asked for again; all other refusals end the asking.
    """
    step = asking_of(context).step
    if not step.startswith(EXCUSE):
        return False
    cycle_id = step.removeprefix(EXCUSE)
    try:
        await excuse_oneself(context.desk, context.who, cycle_id, text)
    except Refusal as refusal:
        if not (refusal.is_outage or isinstance(refusal, TextTooLong | TextNeeded)):
            await keep_asking(context, "")
        raise
    await keep_asking(context, "")
    await send(
        context.to, excused_screen(await read_own_cycle(context.desk, context.who, cycle_id))
    )
    return True
