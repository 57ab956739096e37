"""One question of a draft, with the answers that can be pressed."""

from collections.abc import Callable
from datetime import date

from bot.chat.buttons import Verb
from bot.chat.markup import Button, Rows, Screen, button, words
from bot.chat.screens.credits.values import FULL_ROW, before, evidence_line, shortened, title_fields
from bot.chat.screens.review import mark_of
from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.claims import field_of
from core.domain.credits.credit import Credit, Evidence
from core.domain.credits.evidence import kinds_of
from core.domain.credits.used_before import UsedBefore
from core.domain.rulebook.earning import ByAuthorRank, asks_for
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import CreditRule, FieldRule, Rulebook
from core.texts import language, say
from core.usecases.credits.sheets import CreditSheet
from core.wording.credits import evidence_name, question_name, rule_name, rule_statement

YEARS_A_ROW = 4
YEARS_NEAR = 3
CATEGORIES_A_ROW = 2


def question_screen(sheet: CreditSheet, question: str, today: date, before: UsedBefore) -> Screen:
    """Return the screen that asks `question`; every one can go back or on to the web app.

    What was answered before is offered above all else.
    """
    ask = ASKED.get(question, _field)
    text, rows = ask(sheet, question, today)
    rows = [*_again(sheet, question, before), *rows]
    takes_words = all(one.data.startswith((Verb.USE, Verb.AGAIN)) for row in rows for one in row)
    ways = _ways(sheet, question)
    return Screen(
        _head(sheet) + _step(sheet, question) + text, (*rows, ways), takes_words=takes_words
    )


def _again(sheet: CreditSheet, question: str, before: UsedBefore) -> list[list[Button]]:
    credit, book = sheet.credit, sheet.book
    if question == "category":
        rules = [one for one in book.rules if one.is_enabled and one.code in before.rules]
        return [
            [_again_button(sheet, rule_name(one), Verb.RULE, one.code)]
            for one in rules
            if one.code != credit.claim.rule
        ]
    blank = field_of(credit.claim, question, book)
    if blank is None or blank.kind == "choice":
        return []
    texts = before.other_than(question, credit.claim.details.get(question, ""))
    return [[_again_button(sheet, text, Verb.AGAIN, question, mark_of(text))] for text in texts]


def _again_button(sheet: CreditSheet, text: str, verb: Verb, *parts: object) -> Button:
    label = say("chat-use-again", text=shortened(text, FULL_ROW))
    return button(label, verb, sheet.credit.id, sheet.credit.version, *parts)


def _head(sheet: CreditSheet) -> str:
    claim = sheet.credit.claim
    rule = sheet.book.rule(claim.rule) if claim.rule else None
    place = rule_name(rule) if rule else say("credit-new")
    if sheet.credit.reason:
        place = say("chat-returned-because", place=place, reason=sheet.credit.reason)
    evidence = evidence_line(sheet.evidence, sheet.book)
    return words("chat-head", year=claim.year, place=place, evidence=evidence) + "\n\n"


def _step(sheet: CreditSheet, question: str) -> str:
    """Say how far one is, once the kind of activity tells how much will be asked."""
    steps = [step for step in sheet.asked if step not in {"evidence", "remark"}]
    if len(steps) <= len(("year", "category", "rule")) or question not in steps:
        return ""
    return words("chat-step", at=steps.index(question) + 1, of=len(steps)) + "\n"


def _ways(sheet: CreditSheet, question: str) -> list[Button]:
    credit_id, previous = sheet.credit.id, before(sheet.credit.claim, question, sheet.book)
    back = (
        button(say("chat-back"), Verb.GO, credit_id, previous)
        if previous
        else button(say("chat-cancel"), Verb.CANCEL, credit_id)
    )
    return [back, button(say("chat-on-the-web"), Verb.WEB, credit_id)]


_Asked = tuple[str, Rows]


def _year(sheet: CreditSheet, _: str, today: date) -> _Asked:
    years = [_year_button(sheet, year) for year in range(today.year, FIRST_YEAR - 1, -1)]
    return say("chat-ask-year"), _in_rows(years, YEARS_A_ROW)


def _year_button(sheet: CreditSheet, year: int, mark: str = "") -> Button:
    return button(f"{year}{mark}", Verb.YEAR, sheet.credit.id, sheet.credit.version, year)


def _category(sheet: CreditSheet, _: str, today: date) -> _Asked:
    credit, book = sheet.credit, sheet.book
    names = {one.code: one.names[language()] for one in book.categories}
    is_open = {rule.category for rule in book.rules if rule.is_enabled}
    offered = [
        button(name, Verb.CATEGORY, credit.id, credit.version, code)
        for code, name in names.items()
        if code in is_open
    ]
    closed = say("chat-and").join(name for code, name in names.items() if code not in is_open)
    text = say("chat-ask-category")
    if closed:
        text += "\n" + words("chat-closed", names=closed)
    last_years = range(today.year, max(today.year - YEARS_NEAR, FIRST_YEAR - 1), -1)
    near = [_year_button(sheet, it, " ✓" if it == credit.year else "") for it in last_years]
    return text, [*_in_rows(offered, CATEGORIES_A_ROW), near]


def _rule(sheet: CreditSheet, _: str, today: date) -> _Asked:
    credit = sheet.credit
    rules = sheet.book.rules_of(credit.claim.category or "")
    lines = [
        words(
            "chat-rule-line",
            place=place,
            name=rule_name(rule),
            statement=rule_statement(rule, sheet.book),
        )
        for place, rule in enumerate(rules, 1)
    ]
    offered = [
        [_rule_button(credit, place, rule)]
        for place, rule in enumerate(rules, 1)
        if rule.is_enabled
    ]
    return "\n".join([say("chat-ask-rule"), *lines]), offered


def _rule_button(credit: Credit, place: int, rule: CreditRule) -> Button:
    label = f"{place}  {shortened(rule_name(rule), FULL_ROW)}"
    return button(label, Verb.RULE, credit.id, credit.version, rule.code)


def _quantity(sheet: CreditSheet, _: str, today: date) -> _Asked:
    rule = _chosen_rule(sheet)
    unit = asks_for(rule.measure) if rule.measure else "hours"
    asked = f"<b>{say(f'measured-ask-{unit}')}</b>"
    return asked + "\n" + rule_statement(rule, sheet.book), ()


def _rank(sheet: CreditSheet, _: str, today: date) -> _Asked:
    credit, rule = sheet.credit, _chosen_rule(sheet)
    last = len(rule.measure.ranks) if isinstance(rule.measure, ByAuthorRank) else 0
    ranks = [
        [button(say("author-rank", rank=rank), Verb.RANK, credit.id, credit.version, rank)]
        for rank in range(1, last + 1)
    ]
    asked = f"<b>{say('measured-ask-rank')}</b>"
    return asked + "\n" + rule_statement(rule, sheet.book), ranks


def _chosen_rule(sheet: CreditSheet) -> CreditRule:
    return sheet.book.rule(sheet.credit.claim.rule or "")


def _field(sheet: CreditSheet, question: str, today: date) -> _Asked:
    credit, rule = sheet.credit, field_of(sheet.credit.claim, question, sheet.book)
    kind = rule.kind if rule else "remark"
    text = words(
        f"chat-ask-{kind}",
        name=question_name(question, rule.names if rule else None),
        longest=rule.max_length if rule else 180,
        today=today.isoformat(),
    )
    if rule and rule.kind == "choice":
        return text, _choices(credit, rule, sheet.book)
    return text, _caption(sheet, question)


def _choices(credit: Credit, rule: FieldRule, book: Rulebook) -> Rows:
    buttons = [
        button(names[language()], Verb.PICK, credit.id, credit.version, rule.code, code)
        for code, names in offered(book, f"lists.{rule.choices}")
    ]
    return _in_rows(buttons, CATEGORIES_A_ROW)


def _caption(sheet: CreditSheet, question: str) -> Rows:
    """Offer the words that came with the photos where the activity is asked for."""
    credit, claim = sheet.credit, sheet.credit.claim
    if not claim.remark or question not in title_fields(claim, sheet.book):
        return ()
    label = say("chat-use", text=shortened(claim.remark, FULL_ROW))
    return [[button(label, Verb.USE, credit.id, credit.version, question)]]


_Ask = Callable[[CreditSheet, str, date], _Asked]
ASKED: dict[str, _Ask] = {
    "year": _year,
    "category": _category,
    "rule": _rule,
    "quantity": _quantity,
    "rank": _rank,
}


def kind_screen(sheet: CreditSheet, file: Evidence, picture: bytes | None) -> Screen:
    """Return the screen that asks what a file is, with the file itself above."""
    credit, kinds = sheet.credit, kinds_of(sheet.credit.claim, sheet.book)
    have = {one.kind for one in sheet.evidence}
    rows = [[_kind_button(sheet, file, kind, is_there=kind in have)] for kind in kinds]
    drop = button(say("chat-drop-file"), Verb.DROP, credit.id, file.id)
    place = [one.id for one in sheet.evidence].index(file.id) + 1
    text = words("chat-ask-kind", place=place, count=len(sheet.evidence), name=file.name)
    return Screen(text, (*rows, [drop], _ways(sheet, "evidence")), picture)


def _kind_button(sheet: CreditSheet, file: Evidence, kind: str, *, is_there: bool) -> Button:
    label = evidence_name(kind, sheet.book) + (" ✓" if is_there else "")
    return button(label, Verb.KIND, sheet.credit.id, file.id, kind)


def _in_rows(buttons: list[Button], width: int) -> Rows:
    return [buttons[at : at + width] for at in range(0, len(buttons), width)]
