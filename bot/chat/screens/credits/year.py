"""Whether one meets the standard of a year, in one message."""

from bot.chat.buttons import Verb
from bot.chat.markup import Button, Screen, button, words
from core.domain import points
from core.domain.credits.compliance import Checked, Outcome, YearResult
from core.domain.credits.counting import Line, NotCounted
from core.domain.credits.forecasts import WAITING
from core.texts import say
from core.usecases.credits.compliance import YearSheet
from core.wording.compliance import check_name, outcome_name, shortfall, text_bar, why_not
from core.wording.credits import credit_title

MOST_LINES = 8
YEARS = 4


def year_screen(sheet: YearSheet, years: list[int]) -> Screen:
    """Return result, bar, each check, what waits and what it would change, what does not count."""
    result = sheet.result
    title = words("chat-year-title", year=sheet.year, name=sheet.staff.name)
    lines = [title, f"<b>{outcome_name(result)}</b>", *_bar(result)]
    if result.rules_year != sheet.year:
        lines.append(say("rulebook-other-year", year=sheet.year, used=result.rules_year))
    if result.is_own_standard:
        lines.append(say("rulebook-own-standard"))
    elif result.has_own_rules:
        lines.append(say("rulebook-own-rules"))
    lines += ["", *(_check(checked) for checked in result.checks)]
    lines += _waiting(sheet) + _not_counted(sheet)
    others = [year for year in years if year != sheet.year][:YEARS]
    rows = [[button(str(year), Verb.RESULT, year) for year in others], _form(sheet)]
    return Screen("\n".join(lines), rows)


def _form(sheet: YearSheet) -> list[Button]:
    label = say("chat-form-of", year=sheet.year)
    return [button(label, Verb.FORM, sheet.year)]


def _bar(result: YearResult) -> list[str]:
    if not result.needed:
        has = points.show(result.credits.counting)
        return [say("chat-counting", has=has)]
    bar = text_bar(result.credits.counting, result.needed)
    has, needs = points.show(result.credits.counting), points.show_quantity(result.needed)
    return [say("chat-bar", bar=bar, has=has, needs=needs)]


def _check(checked: Checked) -> str:
    key = "chat-check-missing" if checked.missing else "chat-check-met"
    return words(
        key,
        name=check_name(checked),
        has=points.show(checked.has),
        needs=points.show_quantity(checked.needs),
        missing=shortfall(checked),
    )


def _waiting(sheet: YearSheet) -> list[str]:
    lines = [
        say(f"chat-waiting-{why}", points=points.show(total))
        for why, total in sheet.awaited.items()
    ]
    return ["", *lines, _hope(sheet)] if lines else []


def _hope(sheet: YearSheet) -> str:
    hoped = sheet.hoped
    has = points.show(hoped.credits.counting)
    if hoped.outcome is not Outcome.NOT_MET:
        return say("chat-hope-met", has=has, outcome=outcome_name(hoped))
    missing = say("chat-and").join(shortfall(one) for one in hoped.shortfalls)
    return say("chat-hope-missing", has=has, missing=missing)


def _not_counted(sheet: YearSheet) -> list[str]:
    partly = [
        line
        for line in sheet.result.lines
        if line.why_not and line.why_not not in {*WAITING, NotCounted.NOT_APPROVED}
    ]
    told = [_not_counted_line(sheet, line) for line in partly[:MOST_LINES]]
    return ["", say("chat-not-counted"), *told] if told else []


def _not_counted_line(sheet: YearSheet, line: Line) -> str:
    credit = sheet.credits.get(line.entry.credit_id)
    return words(
        "chat-not-counted-line",
        title=credit_title(credit, sheet.book) if credit else line.entry.subtype,
        points=points.show(line.entry.points),
        why=why_not(line),
    )
