"""Claims and credits in words."""

from collections.abc import Mapping

from core.domain import points
from core.domain.credits.claims import Claim, field_of, value_of, worth
from core.domain.credits.credit import EDITABLE, Credit, Flag, FlagKind, Origin, Stage
from core.domain.credits.readings import ReadField
from core.domain.lists import Pill
from core.domain.rulebook.earning import ByAuthorRank, Fixed, Measure, PerQuantity, PerTime, Steps
from core.domain.rulebook.rules import CreditRule, FieldRule, Rulebook
from core.texts import knows, say
from core.wording.names import named


def question_name(question: str, blank: Mapping[str, str] | None = None, unit: str = "") -> str:
    """Return what is asked, as its field is called.

    `blank` is what the rulebook calls the blank of a category, `unit` what a quantity is one of.
    """
    if unit:
        return say(f"entry-{question}-{unit}")
    if knows(f"question-{question}"):
        return say(f"question-{question}")
    return named(blank) if blank else question


def answer_text(claim: Claim, question: str, book: Rulebook) -> str:
    """Return an answer of the claim as a person reads it; "" while it is open."""
    value = value_of(claim, question)
    if value is None:
        return ""
    match question:
        case "category":
            return named(book.category(str(value)).names)
        case "rule":
            return named(book.rule(str(value)).names)
        case "quantity":
            return points.show_quantity(int(value))
        case "rank":
            return say("author-rank", rank=int(value))
    field = field_of(claim, question, book)
    return blank_text(field, str(value), book) if field else str(value)


def blank_of(book: Rulebook, code: str) -> FieldRule | None:
    """Return a blank of the claims, whichever category has it."""
    blanks = (one for category in book.categories for one in category.fields)
    return next((one for one in blanks if one.code == code), None)


def blank_text(blank: FieldRule, value: str, book: Rulebook) -> str:
    """Return what fills a blank of a claim, as a person reads it."""
    if blank.choices:
        return named(book.item(blank.choices, value))
    return days_text(value) if blank.kind == "dates" else value


def days_text(days: str) -> str:
    """Return a kept range as one day or “2026-06-12 至 2026-06-14”."""
    first, _, last = days.partition("/")
    return first if last in {"", first} else say("days-range", first=first, last=last)


def evidence_name(kind: str, book: Rulebook) -> str:
    return named(book.evidence_names(kind))


def rule_name(rule: CreditRule) -> str:
    return named(rule.names)


AWARDED = frozenset({Origin.TRAINING, Origin.SPEAKER, Origin.PROJECT})
AWARDED_BY = ("organiser", "host", "school", "journal")


def awarded_by(credit: Credit, unit: str = "") -> str:
    """Return 授予单位: what the claim names, of an in-house training the `unit` that held it."""
    details = credit.claim.details
    named_there = next((details[code] for code in AWARDED_BY if details.get(code)), "")
    return named_there or (unit if credit.origin in AWARDED else "")


def mode_name(credit: Credit) -> str:
    """Return 形式: whether somebody handed it in, a training gave it, or it was taken over."""
    if credit.is_taken_over:
        return say("mode-taken-over")
    return say("mode-training" if credit.origin in AWARDED else "mode-personal")


def credit_title(credit: Credit, book: Rulebook) -> str:
    """Return what a credit is listed as: the activity, else the rule, else “new draft”."""
    claim = credit.claim
    if claim.activity:
        return claim.activity
    return rule_name(book.rule(claim.rule)) if claim.rule else say("credit-new")


def rule_statement(rule: CreditRule, book: Rulebook) -> str:
    """Return 具体规定: “每3学时授予1分（最高限分10）”, and whether the unit set it itself."""
    text = measure_statement(rule.measure)
    return say("rule-own", rule=text) if book.is_own("rules", rule.code) else text


def measure_statement(measure: Measure | None) -> str:
    """Return what is given for how much: “每3学时授予1分（最高限分10）”."""
    if measure is None:
        return say("rule-closed")
    show = points.show_quantity
    match measure:
        case PerQuantity(unit=unit, every=every, points=earned):
            text = say("rule-per-quantity", every=show(every), unit=unit, points=show(earned))
        case ByAuthorRank(ranks=ranks):
            text = say("word-and-so").join(
                say("rule-rank", rank=rank, points=show(earned))
                for rank, earned in enumerate(ranks, 1)
            )
        case Steps(unit=unit, steps=steps):
            text = say("word-and-so").join(
                say("rule-step", **{"from": show(start)}, unit=unit, points=show(earned))
                for start, earned in steps
            )
        case Fixed(points=earned):
            text = say("rule-fixed", points=show(earned))
        case PerTime(points=earned):
            text = say("rule-per-time", points=show(earned))
    cap = measure.cap
    return text if cap is None else text + say("rule-cap", cap=show(cap))


def arithmetic(credit: Credit, book: Rulebook) -> str:
    """Return how the amount comes about: “6 学时 ÷ 3 = 2.0 学分，本类最高 10”; "" if open.

    A claim that came in under another rule keeps its amount, and says so.
    """
    if credit.is_taken_over:
        return say("arithmetic-taken-over")
    claim, earned = credit.claim, worth(credit.claim, book)
    if credit.stage not in EDITABLE and credit.training_id is None:
        kept = earned.points if earned else 0
        if credit.points != kept:
            return say("arithmetic-kept", points=points.show(credit.points))
    if earned is None or claim.rule is None:
        return ""
    measure = book.rule(claim.rule).measure
    match measure:
        case PerQuantity(unit=unit, every=every, points=each):
            text = say(
                "arithmetic-per-quantity",
                quantity=points.show_quantity(claim.quantity or 0),
                unit=unit,
                steps=_steps(every, each),
                points=points.show(earned.uncapped),
            )
        case ByAuthorRank():
            rank, amount = claim.rank or 0, points.show(earned.uncapped)
            text = say("arithmetic-rank", rank=rank, points=amount)
        case _:
            text = say("arithmetic-fixed", points=points.show(earned.uncapped))
    cap = measure.cap if measure else None
    if cap is None:
        return text
    key = "arithmetic-capped" if earned.is_capped else "arithmetic-cap"
    return text + say(key, cap=points.show_quantity(cap), points=points.show(cap))


def _steps(every: int, each: int) -> str:
    divided = "" if every == points.ONE else f" ÷ {points.show_quantity(every)}"
    times = "" if each == points.ONE else f" × {points.show_quantity(each)}"
    return divided + times or " × 1"


def stage_name(credit: Credit, *, in_effect: bool = False) -> str:
    """Return 审核状态 as a person reads it; an approved credit says when it takes effect."""
    if credit.reversed_on is not None:
        return say("stage-reversed", day=str(credit.reversed_on))
    if credit.stage is not Stage.APPROVED:
        return say(f"stage-{credit.stage}")
    if in_effect:
        return say("stage-taken-over" if credit.is_taken_over else "stage-in-effect")
    return say("stage-approved-from", day=str(credit.effective_on))


TONES = {
    Stage.DRAFT: "",
    Stage.APPROVED: "good",
    Stage.RETURNED: "warn",
    Stage.REJECTED: "bad",
}


def stage_pill(credit: Credit, *, in_effect: bool = False) -> Pill:
    """Return 审核状态 as a pill."""
    return Pill(stage_name(credit, in_effect=in_effect), TONES.get(credit.stage, "info"))


def flag_text(flag: Flag) -> str:
    """Return the hint for a reviewer; a name only where the reader may know it."""
    if flag.kind is FlagKind.LONG_DAYS:
        return say("flag-long-days", hours=points.show_quantity(flag.hours_a_day))
    if flag.kind is FlagKind.NOT_PUBLISHED:
        return say("flag-not-published", year=flag.year)
    if flag.kind in {FlagKind.NAME_DIFFERS, FlagKind.PAPER_DIFFERS}:
        return say(f"flag-differs-{flag.field}", read=_as_read(flag))
    key = f"flag-{flag.kind}" + ("" if flag.staff_name else "-elsewhere")
    name = flag.staff_name or ""
    return say(key, name=name, department=flag.department, year=flag.year)


def _as_read(flag: Flag) -> str:
    """Return what stands on the paper as a person reads it: days with 至 between them."""
    if flag.field != ReadField.DATES:
        return flag.read
    first, _, last = flag.read.partition("/")
    return first if first == last else say("flag-days", first=first, last=last)
