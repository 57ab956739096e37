"""One's own trainings: what is coming, what a code would record, what was recorded."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.buttons import Verb
from bot.chat.markup import Rows, Screen, button, words
from core.domain.attendance.check_in import CheckedIn
from core.domain.attendance.schedules import Phase
from core.domain.dates import hour
from core.domain.register import Actor
from core.texts import say
from core.usecases.attendance.check_in import Judged
from core.usecases.attendance.coming import Coming
from core.wording.attendance import what_is_next
from core.wording.moments import moment, span
from core.wording.trainings import cycle_name

MOST_LISTED = 8


def coming_screen(who: Actor, found: Sequence[Coming], now: datetime) -> Screen:
    """Return what is coming, how far one has signed in, and the way to the scanner if it is on."""
    if not found:
        key = "chat-trainings-none" if who.staff_id else "chat-trainings-nobody"
        return Screen(say(key))
    listed = found[:MOST_LISTED]
    lines = [say("chat-trainings-title")]
    lines += ["\n" + _coming_line(one, now) for one in listed]
    if more := len(found) - len(listed):
        lines.append("\n" + say("chat-trainings-more", count=more))
    is_open = any(_state(one, now).startswith("open") for one in listed)
    may_be_excused = any(one.may_be_excused(now) for one in listed)
    absent = [[button(say("chat-excuse"), Verb.ABSENT)]] if may_be_excused else []
    return Screen("\n".join(lines), [*(scan_rows() if is_open else ()), *absent])


def scan_rows() -> Rows:
    return [[button(say("chat-scan"), Verb.SCAN)]]


def _coming_line(one: Coming, now: datetime) -> str:
    signing_in, signing_out = (one.cycle.schedule.window(phase) for phase in Phase)
    state = say(
        f"chat-coming-{_state(one, now)}",
        came=hour(one.signed_in_at or now),
        left=hour(one.signed_out_at or now),
        opens=moment(signing_in[0]),
        until=hour(signing_in[1]),
        out_opens=hour(signing_out[0]),
        out_until=hour(signing_out[1]),
    )
    return words(
        "chat-training-line",
        title=one.training.plan.name,
        cycle=cycle_name(one.cycle),
        when=span(one.cycle.starts_at, one.cycle.ends_at),
        place=one.cycle.place,
        state=state,
    )


def _state(one: Coming, now: datetime) -> str:
    """Return what one has done in a cycle and may do now; “open-…” where there is a code."""
    if one.is_excused and one.signed_in_at is None:
        return "excused"
    opens, closes = one.cycle.schedule.window(Phase.SIGN_IN)
    out_opens, out_closes = one.cycle.schedule.window(Phase.SIGN_OUT)
    if one.signed_out_at:
        return "left" if one.signed_in_at else "only-left"
    if one.signed_in_at is None:
        if now < opens:
            return "ahead"
        return "open-sign-in" if now <= closes else "missed"
    if now < out_opens:
        return "arrived"
    return "open-sign-out" if now <= out_closes else "only-arrived"


def judged_screen(judged: Judged, who: Actor) -> Screen:
    """Return what pressing the button would record: what, when, where, as whom."""
    point, schedule = judged.point, judged.point.schedule
    text = words(
        "chat-judged",
        phase=say(f"phase-{judged.phase}"),
        title=point.name,
        when=span(schedule.starts_at, schedule.ends_at),
        place=point.place,
        at=hour(judged.at),
        name=who.name,
    )
    if judged.phase is Phase.SIGN_IN and schedule.is_late(judged.at):
        text += "\n" + say("chat-judged-late")
    label = say(f"chat-press-{judged.phase}")
    return Screen(text, [[button(label, Verb.CHECK_IN, judged.chat_note)]])


def recorded_screen(done: CheckedIn) -> Screen:
    """Return “14:02 已签到 · 《…》”, whether it was late, and what is still to be scanned."""
    point = done.admitted.point
    key = f"chat-recorded-{done.phase}" + ("-late" if done.is_late else "")
    lines = [words(key, at=hour(done.admitted.at), title=point.name)]
    if not done.admitted.is_first:
        lines.append(say("chat-recorded-before"))
    if then := what_is_next(done):
        lines.append(then)
    return Screen("\n".join(lines))
