"""What was read of the photos: all values on one card, to be taken together or changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.chat.buttons import Verb
from bot.chat.markup import Button, Screen, button, words
from bot.chat.screens.credits.values import FULL_ROW, shortened
from bot.chat.screens.review import mark_of
from core.domain.credits.open_proposals import likely_rules, open_proposals, with_proposals
from core.domain.credits.paper import NameFit
from core.domain.credits.proposals import Proposal
from core.domain.credits.readings import ReadField, ReadingStage, ReadValue
from core.texts import language, say
from core.usecases.credits.readings import PaperSheet
from core.usecases.credits.sheets import CreditSheet
from core.wording.credits import answer_text, credit_title, days_text, rule_name
from core.wording.readings import asked_name

TOLD = (ReadingStage.SEVERAL, ReadingStage.BLURRED, ReadingStage.NOTHING)
Proposed = Mapping[str, Proposal]


def proposed_to(sheet: CreditSheet, paper: PaperSheet, today: date) -> dict[str, Proposal]:
    """Return what may be taken at once, in the order of its numbers on the card.

    Nothing while somebody chooses the kind themselves.
    """
    if sheet.credit.claim.category and not sheet.credit.claim.rule:
        return {}
    return open_proposals(paper.readings, sheet.credit.claim, sheet.book, today)


def paper_mark(proposed: Proposed) -> str:
    """Return what stands for these values on a button, so that it takes what was seen."""
    return mark_of("\n".join(f"{question} {one.answer}" for question, one in proposed.items()))


def paper_screen(
    sheet: CreditSheet, paper: PaperSheet, proposed: dict[str, Proposal], today: date
) -> Screen:
    """Return the card: what was read, whether the name is theirs, and whether it was used."""
    credit = sheet.credit
    lines = [say("chat-paper-title"), *_value_lines(sheet, proposed, today)]
    lines += ["", *about_paper(sheet, paper)]
    take = button(
        say("chat-paper-take"), Verb.TAKE, credit.id, credit.version, paper_mark(proposed)
    )
    change = button(say("chat-paper-change"), Verb.DIFFERS, credit.id)
    ignore = button(say("chat-paper-ignore"), Verb.IGNORE, credit.id)
    web = button(say("chat-on-the-web"), Verb.WEB, credit.id)
    return Screen("\n".join(lines).strip(), [[take], [change, ignore], [web]])


def _value_lines(sheet: CreditSheet, proposed: dict[str, Proposal], today: date) -> list[str]:
    then = with_proposals(sheet.credit.claim, proposed, sheet.book, today)
    return [
        words(
            "chat-paper-line" if one.read.is_sure else "chat-paper-line-unsure",
            place=place,
            name=asked_name(then, question, sheet.book),
            value=answer_text(then, question, sheet.book) or one.answer,
        )
        for place, (question, one) in enumerate(proposed.items(), 1)
    ]


def about_paper(sheet: CreditSheet, paper: PaperSheet) -> list[str]:
    """Return whose paper it is, and what it was used for before."""
    lines = []
    if paper.name is NameFit.SAME:
        lines.append(say("read-name-same"))
    elif other := paper.other_name:
        lines.append(words("chat-paper-name-different", read=other, name=sheet.staff.name))
    for credit in paper.earlier:
        title = credit_title(credit, sheet.book)
        lines.append(words("chat-paper-earlier", title=title, year=credit.year))
    return lines


def changing_screen(sheet: CreditSheet, proposed: dict[str, Proposal], today: date) -> Screen:
    """Return every value as a button that asks for it instead."""
    then = with_proposals(sheet.credit.claim, proposed, sheet.book, today)
    rows = [
        [
            button(
                f"{place}  {shortened(asked_name(then, question, sheet.book), FULL_ROW)}",
                Verb.GO,
                sheet.credit.id,
                question if question != "rule" else "category",
            )
        ]
        for place, question in enumerate(proposed, 1)
    ]
    back = button(say("chat-back"), Verb.NEXT, sheet.credit.id)
    return Screen(say("chat-paper-ask-change"), [*rows, [back]])


def unread_note(paper: PaperSheet) -> str:
    """Return why nothing is proposed of a photo, "" where there is nothing to say."""
    stages = [one.stage for one in paper.readings]
    return next((say(f"reading-stage-{one}") for one in TOLD if one in stages), "")


def read_note(sheet: CreditSheet, paper: PaperSheet) -> str:
    """Return what the photos say, for whoever still chooses the kind; "" where they say nothing.

    Where they tell the rule a card has said it all, and whoever chooses wants another one.
    """
    if "rule" in paper.proposals:
        return ""
    read = dict[ReadField, str]()
    for reading in paper.readings:
        for one in reading.values:
            if one.field is not ReadField.NAME:
                read.setdefault(one.field, _said(one))
    if not read:
        return ""
    said = words("chat-paper-read", read=say("chat-and").join(read.values()))
    return "\n".join([said, *about_paper(sheet, paper)])


def _said(one: ReadValue) -> str:
    if one.field is ReadField.DATES:
        return days_text(one.value)
    if one.field is ReadField.HOURS:
        return say("credit-hours", hours=one.value)
    return one.text


def with_read(screen: Screen, sheet: CreditSheet, paper: PaperSheet) -> Screen:
    """Return the question for the kind with what was read above it, and the likely kind first."""
    if not (note := read_note(sheet, paper)):
        return screen
    likely = [[_likely(sheet, paper)]] if likely_rules(paper.readings, sheet.book) else []
    return replace(screen, text=f"{note}\n\n{screen.text}", rows=(*likely, *screen.rows))


def _likely(sheet: CreditSheet, paper: PaperSheet) -> Button:
    """The one rule that fits, else the kind that all of them are of."""
    credit, book = sheet.credit, sheet.book
    first, *others = likely_rules(paper.readings, book)
    verb, code, name = Verb.RULE, first.code, rule_name(first)
    if others:
        verb, code = Verb.CATEGORY, first.category
        name = book.category(code).names[language()]
    label = say("chat-paper-likely", name=shortened(name, FULL_ROW))
    return button(label, verb, credit.id, credit.version, code)
