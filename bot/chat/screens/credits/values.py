"""Single values of a claim as one line each."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from bot.chat.markup import words
from core.domain import points
from core.domain.credits.claims import Claim, questions
from core.domain.credits.credit import Credit, Evidence
from core.domain.rulebook.rules import FieldRule, Rulebook
from core.texts import language, say
from core.wording.credits import evidence_name, question_name

HALF_ROW, FULL_ROW = 24, 44


def shown_answer(claim: Claim, rule: FieldRule, book: Rulebook) -> str:
    """Return an answer as a person reads it: days as a range, a choice by its name."""
    answer = claim.details.get(rule.code, "")
    if rule.kind == "choice" and answer and rule.choices:
        return book.item(rule.choices, answer)[language()]
    if rule.kind in {"date", "dates"}:
        first, _, last = answer.partition("/")
        is_range = last and last != first
        return say("chat-days", first=first, last=last) if is_range else first
    return answer


def answer_lines(claim: Claim, book: Rulebook) -> list[str]:
    """Return the blanks that are filled in, with their names, and the remark."""
    fields = book.category(claim.category).fields if claim.category else ()
    given = [
        (question_name(rule.code, rule.names), shown_answer(claim, rule, book))
        for rule in fields
        if claim.details.get(rule.code)
    ]
    if claim.remark:
        given.append((question_name("remark"), claim.remark))
    return [words("chat-line", name=name, value=value) for name, value in given]


def title_fields(claim: Claim, book: Rulebook) -> list[str]:
    """Return the open blanks of free text that a photo's caption could fill."""
    fields = book.category(claim.category).fields if claim.category else ()
    return [rule.code for rule in fields if rule.kind == "text"][:1]


def evidence_line(evidence: Iterable[Evidence], book: Rulebook) -> str:
    """Return “2 份（学分证书、其他材料）”."""
    files = list(evidence)
    if not files:
        return say("chat-no-evidence")
    unnamed = say("chat-unnamed")
    if not any(file.kind for file in files):
        return say("chat-evidence-unnamed", count=len(files))
    kinds = [evidence_name(file.kind, book) if file.kind else unnamed for file in files]
    joined = say("chat-and").join(dict.fromkeys(kinds))
    return words("chat-evidence", count=len(files), kinds=joined)


def shortened(name: str, room: int = HALF_ROW) -> str:
    """Return a name fit for a button; long ones differ at their ends, so both ends stay.

    `room` is counted in narrow letters; a Chinese character takes two.
    """
    if width(name) <= room:
        return name
    head, tail = name, ""
    while width(head) > room // 2:
        head = head[:-1]
    for letter in reversed(name):
        if width(head + letter + tail) >= room:
            break
        tail = letter + tail
    return f"{head}…{tail}"


def width(text: str) -> int:
    """Return how many narrow letters the text is wide."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def amount(credit: Credit) -> str:
    """Return “2.0 学分”, a dash while the claim is worth nothing yet."""
    if not credit.points:
        return say("chat-no-amount")
    return say("chat-amount", points=points.show(credit.points))


def before(claim: Claim, question: str, book: Rulebook) -> str | None:
    """Return the question asked before this one, None before the first."""
    asked = [one for one in questions(claim, book) if one not in {"evidence", "remark"}]
    if question not in asked:
        return asked[-1]
    place = asked.index(question)
    return asked[place - 1] if place else None
