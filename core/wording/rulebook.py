"""The rows of the rulebook in words: what each says, and what a change makes of it."""

from collections.abc import Mapping

from core.domain.rulebook.blanks import BETWEEN, CLOSED, NAMES, YES, Asked, Blank
from core.domain.rulebook.lines import RuleLine
from core.domain.rulebook.offers import entries, offered
from core.domain.rulebook.rules import Category, Rulebook
from core.texts import say
from core.wording.changes import Told
from core.wording.credits import evidence_name, rule_statement
from core.wording.names import in_words, named


def blank_name(name: str) -> str:
    """Return what a value of a row is called: “最高限分”."""
    return say(f"rule-blank-{name.replace('_', '-')}")


def blank_title(blank: Blank) -> str:
    """Return what a blank is called; of a kind of activity, by the question that it is about."""
    name, _, place = blank.name.partition(".")
    if blank.field:
        return say(f"rule-question-{place}", question=named(blank.field))
    return say("rule-evidence", number=place) if place else blank_name(name)


def choices_in(blank: Blank, book: Rulebook) -> list[tuple[str, str]]:
    """Return what may be chosen in a blank, by code, in words."""
    if blank.listed:
        return in_words(offered(book, blank.listed))
    return [(code, choice_name(blank.name, code)) for code in blank.choices]


def choice_name(name: str, value: str) -> str:
    return say(f"rule-choice-{name.replace('_', '-')}-{value}")


def table_name(table: str) -> str:
    """Return what a table of the rules is called: “职称”."""
    return say(f"rulebook-tab-{table.replace('.', '-')}")


def line_statement(line: RuleLine, book: Rulebook) -> str:
    """Return a row in one line: “总学分 25、总学时 90”, for a rule “每3小时授予1分”."""
    if line.table == "rules":
        return rule_statement(book.rule(line.code), book)
    if line.table == "categories":
        return _asked_for(book.category(line.code), book)
    told = (one for one in line.blanks if one not in NAMES and one.name != "is_closed")
    facts = [
        say("rule-fact", name=blank_title(blank), value=_words(blank, text, book))
        for blank in told
        if (text := line.texts.get(blank.name, "")) or blank.asked is Asked.FLAG
    ]
    nothing = say("rule-asks-nothing") if line.table == "standards" else ""
    return say("word-and-so").join(facts) or nothing


def _asked_for(category: Category, book: Rulebook) -> str:
    """Return what a claim of this kind has to say and show."""
    comma, either = say("word-and-so"), say("word-or")
    blanks = [
        named(one.names) if one.required else say("rule-may-stay-empty", name=named(one.names))
        for one in category.fields
    ]
    groups = [either.join(evidence_name(one, book) for one in group) for group in category.evidence]
    return say(
        "rule-claim-asks",
        blanks=comma.join(blanks) or say("change-none"),
        evidence=comma.join(groups) or say("change-none"),
    )


def row_turns(
    line: RuleLine, before: Mapping[str, str], after: Mapping[str, str], book: Rulebook
) -> list[Told]:
    """Return each value of a row that comes out otherwise, before and after, in words."""
    return [
        Told(blank_title(blank), _of(blank, before, book), _of(blank, after, book))
        for blank in line.blanks
        if _of(blank, before, book) != _of(blank, after, book)
    ]


def _of(blank: Blank, texts: Mapping[str, str], book: Rulebook) -> str:
    is_out = blank.of and texts.get("kind", CLOSED) not in blank.of
    return _words(blank, "" if is_out else texts.get(blank.name, ""), book)


def _words(blank: Blank, text: str, book: Rulebook) -> str:
    if blank.asked is Asked.FLAG:
        return say("rule-yes" if text == YES else "rule-no")
    if not text:
        return say("change-none")
    if blank.listed:
        names = dict(in_words(entries(book, blank.listed)))
        return say("word-or").join(names.get(code, code) for code in text.split(BETWEEN))
    return choice_name(blank.name, text) if blank.asked is Asked.CHOICE else text
