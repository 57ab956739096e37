"""The rows of the rulebook in words: what each says, and what a change makes of it."""

from collections.abc import Mapping

from core.domain.rulebook.blanks import BLANKS, CLOSED, YES, Asked, Blank
from core.domain.rulebook.lines import RuleLine
from core.domain.rulebook.rules import Rulebook
from core.texts import say
from core.wording.changes import Told
from core.wording.credits import rule_statement


def blank_name(name: str) -> str:
    """Return what a value of a row is called: “最高限分”."""
    return say(f"rule-blank-{name.replace('_', '-')}")


def choice_name(name: str, value: str) -> str:
    return say(f"rule-choice-{name.replace('_', '-')}-{value}")


def line_statement(line: RuleLine, book: Rulebook) -> str:
    """Return a row in one line: “总学分 25、总学时 90”, for a rule “每3小时授予1分”."""
    if line.table == "rules":
        return rule_statement(book.rule(line.code), book)
    facts = [
        say("rule-fact", name=blank_name(blank.name), value=_words(blank, text))
        for blank in BLANKS[line.table]
        if (text := line.texts.get(blank.name, "")) or blank.asked is Asked.FLAG
    ]
    return say("word-and-so").join(facts) or say("rule-asks-nothing")


def row_turns(table: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Told]:
    """Return each value of a row that comes out otherwise, before and after, in words."""
    return [
        Told(blank_name(blank.name), _of(blank, before), _of(blank, after))
        for blank in BLANKS[table]
        if _of(blank, before) != _of(blank, after)
    ]


def _of(blank: Blank, texts: Mapping[str, str]) -> str:
    is_out = blank.of and texts.get("kind", CLOSED) not in blank.of
    return _words(blank, "" if is_out else texts.get(blank.name, ""))


def _words(blank: Blank, text: str) -> str:
    if blank.asked is Asked.FLAG:
        return say("rule-yes" if text == YES else "rule-no")
    if blank.asked is Asked.CHOICE and text:
        return choice_name(blank.name, text)
    return text or say("change-none")
