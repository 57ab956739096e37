"""Values of the domain put into words, once for both faces."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from core.domain import points
from core.domain.attendance import CheckedIn, Crowd
from core.domain.awards import Proposal
from core.domain.boards import Board
from core.domain.claims import Claim, Incomplete, field_of, value_of, worth
from core.domain.compliance import Checked, Line, YearResult
from core.domain.credits import Credit, Flag, FlagKind, Stage
from core.domain.dates import SHANGHAI
from core.domain.errors import Refusal
from core.domain.planning import PlanIncomplete
from core.domain.presence import Presence
from core.domain.rulebook import rulebook
from core.domain.rules import ByAuthorRank, CreditRule, Fixed, Measure, PerQuantity, PerTime, Steps
from core.domain.schedules import Phase, Schedule
from core.domain.signals import Signal
from core.domain.trainings import Cycle, Training
from core.records import Event, Notice
from core.texts import knows, say

BAR_LENGTH = 10


def named(names: Mapping[str, str], language: str) -> str:
    """Return a name of the rulebook in the reader's language."""
    return names[language]


def explain(refusal: Refusal, language: str) -> str:
    """Return the sentence that tells a person what a refusal means and what to do."""
    if isinstance(refusal, Incomplete | PlanIncomplete):
        listed = "\n".join(f"· {explain(fault, language)}" for fault in refusal.faults)
        return say(f"refusal-{refusal.code}", language, faults=listed)
    blanks = {name: _blank(name, value, language) for name, value in refusal.details.items()}
    return say(f"refusal-{refusal.code}", language, **blanks)


def _blank(name: str, value: object, language: str) -> object:
    match name, value:
        case "question", str():
            return question_name(value, language)
        case "kinds", tuple():
            joined = say("word-or", language)
            return joined.join(evidence_name(kind, language) for kind in value)
        case "stage", str():
            return say(f"stage-{value}", language)
        case "training_stage", str():
            return say(f"training-stage-{value}", language)
        case "phase", str():
            return say(f"phase-{value}", language)
        case _, datetime():
            return moment(value)
        case _, Mapping():
            return value[language]
    return value


def question_name(question: str, language: str) -> str:
    """Return what a blank of the entry form is called."""
    if knows(f"question-{question}"):
        return say(f"question-{question}", language)
    book = rulebook(9999)
    fields = (field for category in book.categories for field in category.fields)
    return next(named(field.names, language) for field in fields if field.code == question)


def answer_text(claim: Claim, question: str, language: str) -> str:
    """Return an answer of the claim as a person reads it; "" while it is open."""
    value = value_of(claim, question)
    if value is None:
        return ""
    book = rulebook(claim.year)
    match question:
        case "category":
            return named(book.category(str(value)).names, language)
        case "rule":
            return named(book.rule(str(value)).names, language)
        case "quantity":
            return points.show_quantity(int(value))
        case "rank":
            return say("author-rank", language, rank=int(value))
    field = field_of(claim, question, book)
    if field is not None and field.choices:
        return named(book.item(field.choices, str(value)), language)
    return days_text(str(value), language) if field and field.kind == "dates" else str(value)


def days_text(days: str, language: str) -> str:
    """Return a kept range as one day or “2026-06-12 至 2026-06-14”."""
    first, _, last = days.partition("/")
    return first if last in {"", first} else say("days-range", language, first=first, last=last)


def evidence_name(kind: str, language: str) -> str:
    return named(rulebook(9999).evidence_names(kind), language)


def rule_name(rule: CreditRule, language: str) -> str:
    return named(rule.names, language)


def credit_title(credit: Credit, language: str) -> str:
    """Return what a credit is listed as: the activity, else the rule, else “new draft”."""
    claim = credit.claim
    if claim.activity:
        return claim.activity
    book = rulebook(credit.year)
    return rule_name(book.rule(claim.rule), language) if claim.rule else say("credit-new", language)


def rule_statement(measure: Measure | None, language: str) -> str:
    """Return 具体规定: “每3学时授予1分（最高限分10）”."""
    if measure is None:
        return say("rule-closed", language)
    show = points.show_quantity
    match measure:
        case PerQuantity(unit=unit, every=every, points=earned):
            text = say(
                "rule-per-quantity", language, every=show(every), unit=unit, points=show(earned)
            )
        case ByAuthorRank(ranks=ranks):
            text = say("word-and-so", language).join(
                say("rule-rank", language, rank=rank, points=show(earned))
                for rank, earned in enumerate(ranks, 1)
            )
        case Steps(unit=unit, steps=steps):
            text = say("word-and-so", language).join(
                say("rule-step", language, **{"from": show(start)}, unit=unit, points=show(earned))
                for start, earned in steps
            )
        case Fixed(points=earned):
            text = say("rule-fixed", language, points=show(earned))
        case PerTime(points=earned):
            text = say("rule-per-time", language, points=show(earned))
    cap = measure.cap
    return text if cap is None else text + say("rule-cap", language, cap=show(cap))


def arithmetic(claim: Claim, language: str) -> str:
    """Return how the amount comes about: “6 学时 ÷ 3 = 2.0 学分，本类最高 10”; "" if open."""
    book = rulebook(claim.year)
    earned = worth(claim, book)
    if earned is None or claim.rule is None:
        return ""
    measure = book.rule(claim.rule).measure
    match measure:
        case PerQuantity(unit=unit, every=every, points=each):
            text = say(
                "arithmetic-per-quantity",
                language,
                quantity=points.show_quantity(claim.quantity or 0),
                unit=unit,
                steps=_steps(every, each),
                points=points.show(earned.uncapped),
            )
        case ByAuthorRank():
            rank, amount = claim.rank or 0, points.show(earned.uncapped)
            text = say("arithmetic-rank", language, rank=rank, points=amount)
        case _:
            text = say("arithmetic-fixed", language, points=points.show(earned.uncapped))
    cap = measure.cap if measure else None
    if cap is None:
        return text
    key = "arithmetic-capped" if earned.is_capped else "arithmetic-cap"
    return text + say(key, language, cap=points.show_quantity(cap), points=points.show(cap))


def _steps(every: int, each: int) -> str:
    divided = "" if every == points.ONE else f" ÷ {points.show_quantity(every)}"
    times = "" if each == points.ONE else f" × {points.show_quantity(each)}"
    return divided + times or " × 1"


def stage_name(credit: Credit, language: str, *, in_effect: bool = False) -> str:
    """Return 审核状态 as a person reads it; an approved credit says when it takes effect."""
    if credit.reversed_on is not None:
        return say("stage-reversed", language, day=str(credit.reversed_on))
    if credit.stage is not Stage.APPROVED:
        return say(f"stage-{credit.stage}", language)
    if in_effect:
        return say("stage-in-effect", language)
    return say("stage-approved-from", language, day=str(credit.effective_on))


def check_name(checked: Checked, language: str) -> str:
    return say(f"check-{checked.check}", language)


def shortfall(checked: Checked, language: str) -> str:
    """Return “还差 2.0 分 Ⅰ类”."""
    missing = points.show(checked.missing)
    return say("still-missing", language, missing=missing, check=checked.check)


def reason(checked: Checked, language: str) -> str:
    """Return the reason as the paper prints it: “总学分不足25学分”."""
    needs = points.show_quantity(checked.needs)
    return say("not-met-reason", language, needs=needs, check=checked.check)


def outcome_name(result: YearResult, language: str) -> str:
    return say(f"outcome-{result.outcome}", language)


def why_not(line: Line, language: str) -> str:
    """Return why a credit, or a part of it, does not count; "" if it counts whole."""
    if line.why_not is None:
        return ""
    return say(f"not-counted-{line.why_not}", language, counted=points.show(line.points))


def counts_text(line: Line | None, language: str) -> str:
    """Return “本类已满，这次计 0 分” or “这次计 1.5 分”; "" for a claim that counts whole."""
    if line is None or line.why_not is None:
        return ""
    if line.points:
        return say("counts-part", language, points=points.show(line.points))
    return say("counts-nothing", language, why=line.why_not)


def text_bar(has: int, needs: int) -> str:
    """Return a bar of ten signs for the chat: ▓▓▓▓▓▓▓░░░."""
    full = min(BAR_LENGTH, has * BAR_LENGTH // needs) if needs else BAR_LENGTH
    return "▓" * full + "░" * (BAR_LENGTH - full)


def flag_text(flag: Flag, language: str) -> str:
    """Return the hint for a reviewer; a name only where the reader may know it."""
    if flag.kind is FlagKind.LONG_DAYS:
        return say("flag-long-days", language, hours=points.show_quantity(flag.hours_a_day))
    key = f"flag-{flag.kind}" + ("" if flag.staff_name else "-elsewhere")
    name = flag.staff_name or ""
    return say(key, language, name=name, department=flag.department, year=flag.year)


def event_text(event: Event, language: str) -> str:
    """Return one line of a credit's history."""
    return say(f"event-{event.verb}", language, who=event.who)


def notice_text(notice: Notice, language: str) -> str:
    """Return a message of the inbox in one sentence."""
    blanks = {key: _notice_blank(key, value) for key, value in notice.details.items()}
    return say(f"notice-{notice.key}", language, **blanks)


def _notice_blank(key: str, value: object) -> object:
    match key, value:
        case "points", int():
            return points.show(value)
        case "starts_at", str():
            return moment(datetime.fromisoformat(value))
    return value


def training_stage(training: Training, language: str) -> str:
    return say(f"training-stage-{training.stage}", language)


def training_event_text(event: Event, language: str) -> str:
    """Return one line of a training's history: who did what, to whom or to which cycle."""
    told = {**event.before, **event.after}
    blanks = {name: told.get(name, "") for name in ("name", "number", "topic", "credits")}
    return say(f"training-event-{event.verb}", language, who=event.who, **blanks)


def cycle_name(cycle: Cycle, language: str) -> str:
    """Return “第 1 期”."""
    return say("cycle-number", language, number=cycle.number)


def standing_name(presence: Presence, language: str) -> str:
    """Return 出席, 迟到 …"""
    return say(f"standing-{presence.standing}", language)


def signal_text(signal: Signal, language: str) -> str:
    """Return why an organiser should look twice, in words."""
    return say(f"signal-{signal}", language)


def award_why(proposal: Proposal, language: str) -> str:
    """Return the reason for what is proposed: “出席”, “主讲：外渗的处理”."""
    topics = say("word-and-so", language).join(proposal.topics)
    return say(
        f"award-why-{proposal.why}",
        language,
        topics=topics,
        minutes=proposal.presence.minutes,
        needed=proposal.presence.needed,
    )


def presence_rule(schedule: Schedule, language: str) -> str:
    """Return what makes somebody present in a cycle: both scans, and how many minutes."""
    rule = "minutes" if schedule.policy.share else "scans"
    return say(f"presence-{rule}", language, minutes=schedule.needed_minutes)


def hour(at: datetime) -> str:
    """Return the time of day as the ward's clock shows it: “14:02”."""
    return at.astimezone(SHANGHAI).strftime("%H:%M")


def checked_in_text(checked_in: CheckedIn, language: str) -> str:
    """Return “14:02 已签到”, or that it was so already."""
    known = "" if checked_in.admitted.is_first else "-already"
    return _checked_in(f"{checked_in.phase}{known}", checked_in.hour, language)


@lru_cache(maxsize=500)  # a full hall is told the same
def _checked_in(how: str, at: str, language: str) -> str:
    return say(f"checked-in-{how}", language, at=at)


def checked_in_detail(checked_in: CheckedIn, language: str) -> str:
    """Return where it is, and that somebody is late."""
    place = checked_in.admitted.door.place
    return _late_there(place, language) if checked_in.is_late else place


@lru_cache(maxsize=500)
def _late_there(place: str, language: str) -> str:
    return say("word-dot", language).join((say("checked-in-late", language), place))


def board_deadline(board: Board, language: str) -> tuple[str, datetime | None]:
    """Return what the board counts down to: the opening, the last moment on time, the end."""
    schedule, now = board.cycle.schedule, board.now
    on_time = schedule.on_time_until
    if now < board.opens:
        return say("board-opens", language, phase=board.phase), board.opens
    if now > board.closes or board.code is None:
        return say("board-over", language, phase=board.phase), None
    if board.phase is Phase.SIGN_IN and now <= on_time:
        return say("board-on-time", language), on_time
    return say(f"board-closes-{board.phase}", language), board.closes


def newest_names(crowd: Crowd, language: str) -> str:
    """Return the last to sign in, each once: “葛莺莺　王清清　刚刚签到”."""
    names = list(dict.fromkeys(one.name for one in crowd.newest))[:4]
    return say("board-newest", language, names="\u3000".join(names)) if names else ""


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Return when something is held: “2026-06-15 14:00–17:00”, with both days if they differ."""
    same_day = moment(starts_at)[:10] == moment(ends_at)[:10]
    return f"{moment(starts_at)}–{hour(ends_at) if same_day else moment(ends_at)}"


def moment(at: datetime) -> str:
    """Return a moment as the ward's clock showed it: “2026-06-15 14:02”."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
