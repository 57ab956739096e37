"""Plain questions as people say them: what is asked, of which year, of which place.

A text is taken for the concepts in it (bot/chat/hearing.py), and those for a question by the table
questions.tsv. Where an answer is waited for, a question is what leaves no word over and asks: the
name of a course (“达标管理学习班”) is an answer, whatever words it holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cache
from itertools import dropwhile
from pathlib import Path

from bot.chat.hearing import Word, heard
from core.domain.numerals import in_figures

LONGEST = 60
MOST_LEFT_OVER, MOST_LEFT_OVER_OF_A_QUERY = 0.5, 0.3


class Asked(StrEnum):
    """What somebody wants to know or to do."""

    STATUS = "status"
    REVIEWED = "reviewed"
    CREDITS = "credits"
    FORMS = "forms"
    TRAININGS = "trainings"
    EXCUSE = "excuse"
    SCAN = "scan"
    INBOX = "inbox"
    REVIEW = "review"
    BEHIND = "behind"
    STANDARD = "standard"
    BEGIN = "begin"
    WEB = "web"
    REMIND = "remind"
    DO_NOT_REMIND = "do-not-remind"
    LANGUAGE = "language"
    UNLINK = "unlink"
    HELP = "help"
    THANKS = "thanks"


class Waiting(IntEnum):
    """How much is waited for: nothing, an answer in words, or words that are kept as they are."""

    NOTHING = 0
    ANSWER = 1
    OWN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which year (0 where none is named), and of which place ("" for all)."""

    asked: Asked
    year: int = 0
    place: str = ""


YEARS_AGO = {"this-year": 0, "last-year": 1, "year-before": 2}
SPOKEN_YEAR = re.compile("[〇零一二三四五六七八九]{4}(?=年)|二[〇零一二三四五六七八九](?=年)")
TYPED_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)\s*(?:年度?)?|(?<!\d)(\d\d)年度?")
QUERY = re.compile(r"([?？]|吗|嗎|呢|么)\W*$")


def understood(text: str, today: date, waiting: Waiting = Waiting.NOTHING) -> Question | None:
    """Return what is asked; None for what is no question, or none that is known here."""
    if len(text) > LONGEST or (waiting is Waiting.OWN_WORDS and not QUERY.search(text)):
        return None
    typed, year = _without_year(text)
    words = heard(typed)
    concepts = {concept for word in words for concept in word.concepts}
    asked = _asked(concepts)
    asks = bool(QUERY.search(text)) or "who" in concepts
    if asked is None or not _is_question(words, waiting, asks=asks):
        return None
    for said in YEARS_AGO.keys() & concepts:
        year = year or today.year - YEARS_AGO[said]
    return Question(asked, year, _place(words, typed) if asked is Asked.BEHIND else "")


def _without_year(text: str) -> tuple[str, int]:
    text = SPOKEN_YEAR.sub(lambda found: in_figures(found[0]), text)
    if found := TYPED_YEAR.search(text):
        return text.replace(found[0], " "), int(found[1] or f"20{found[2]}")
    return text, 0


@cache
def _table() -> Sequence[tuple[Asked, Sequence[str]]]:
    lines = Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()
    rows = [line.partition("\t") for line in lines if "\t" in line]
    return [(Asked(asked), concepts.split()) for asked, _, concepts in rows]


def _asked(concepts: set[str]) -> Asked | None:
    def fits(needed: str) -> bool:
        if needed.startswith("-"):
            return needed[1:] not in concepts
        return not concepts.isdisjoint(needed.split("/"))

    return next((asked for asked, needed in _table() if all(map(fits, needed))), None)


def _is_question(words: Sequence[Word], waiting: Waiting, *, asks: bool) -> bool:
    all_signs = sum(len(word.text) for word in words)
    left_over = sum(len(word.text) for word in words if not word.concepts) / all_signs
    if waiting is Waiting.NOTHING:
        return left_over <= MOST_LEFT_OVER
    if asks:
        return left_over <= MOST_LEFT_OVER_OF_A_QUERY
    return not left_over and any("ask" in word.concepts for word in words)


def _place(words: Sequence[Word], text: str) -> str:
    """Return what is no word of ours, from its beginning to its end: the name of a department."""

    def is_known(word: Word) -> bool:
        return bool(word.concepts) and "name" not in word.concepts

    within = list(dropwhile(is_known, words))
    within = list(dropwhile(is_known, reversed(within)))[::-1]
    pattern = r"\W*".join(re.escape(word.text) for word in within)
    found = re.search(pattern, text, re.IGNORECASE) if within else None
    return found[0] if found else ""
