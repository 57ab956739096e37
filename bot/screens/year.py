"""Whether one meets the standard of a year, in one message."""

from bot.markup import Button, Screen, button, words
from bot.updates import Verb
from core.domain import points
from core.domain.compliance import WAITING, Checked, Line, NotCounted, Outcome, YearResult
from core.texts import say
from core.usecases.compliance import YearSheet
from core.wording import check_name, credit_title, outcome_name, shortfall, text_bar, why_not

MOST_LINES = 8
YEARS = 4


def year_screen(sheet: YearSheet, language: str, years: list[int]) -> Screen:
    """Return result, bar, each check, what waits and what it would change, what does not count."""
    result = sheet.result
    title = words("chat-year-title", language, year=sheet.year, name=sheet.staff.name)
    lines = [title, f"<b>{outcome_name(result, language)}</b>", *_bar(result, language)]
    if result.rules_year != sheet.year:
        lines.append(say("rulebook-other-year", language, year=sheet.year, used=result.rules_year))
    lines += ["", *(_check(checked, language) for checked in result.checks)]
    lines += _waiting(sheet, language) + _not_counted(sheet, language)
    others = [year for year in years if year != sheet.year][:YEARS]
    rows = [[button(str(year), Verb.RESULT, year) for year in others], _form(sheet, language)]
    return Screen("\n".join(lines), rows)


def _form(sheet: YearSheet, language: str) -> list[Button]:
    label = say("chat-form-of", language, year=sheet.year)
    return [button(label, Verb.FORM, sheet.year)]


def _bar(result: YearResult, language: str) -> list[str]:
    if not result.needed:
        has = points.show(result.credits.counting)
        return [say("chat-counting", language, has=has)]
    bar = text_bar(result.credits.counting, result.needed)
    has, needs = points.show(result.credits.counting), points.show_quantity(result.needed)
    return [say("chat-bar", language, bar=bar, has=has, needs=needs)]


def _check(checked: Checked, language: str) -> str:
    key = "chat-check-missing" if checked.missing else "chat-check-met"
    return words(
        key,
        language,
        name=check_name(checked, language),
        has=points.show(checked.has),
        needs=points.show_quantity(checked.needs),
        missing=shortfall(checked, language),
    )


def _waiting(sheet: YearSheet, language: str) -> list[str]:
    lines = [
        say(f"chat-waiting-{why}", language, points=points.show(total))
        for why, total in sheet.awaited.items()
    ]
    return ["", *lines, _hope(sheet, language)] if lines else []


def _hope(sheet: YearSheet, language: str) -> str:
    hoped = sheet.hoped
    has = points.show(hoped.credits.counting)
    if hoped.outcome is not Outcome.NOT_MET:
        return say("chat-hope-met", language, has=has, outcome=outcome_name(hoped, language))
    missing = say("chat-and", language).join(shortfall(one, language) for one in hoped.shortfalls)
    return say("chat-hope-missing", language, has=has, missing=missing)


def _not_counted(sheet: YearSheet, language: str) -> list[str]:
    partly = [
        line
        for line in sheet.result.lines
        if line.why_not and line.why_not not in {*WAITING, NotCounted.NOT_APPROVED}
    ]
    told = [_not_counted_line(sheet, line, language) for line in partly[:MOST_LINES]]
    return ["", say("chat-not-counted", language), *told] if told else []


def _not_counted_line(sheet: YearSheet, line: Line, language: str) -> str:
    credit = sheet.credits.get(line.entry.credit_id)
    return words(
        "chat-not-counted-line",
        language,
        title=credit_title(credit, language) if credit else line.entry.subtype,
        points=points.show(line.entry.points),
        why=why_not(line, language),
    )
