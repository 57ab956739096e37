"""Plain questions as people type them: what is asked, and of which year.

A message is a question only if nothing of it is left over once the small words are gone: the name
of a course (“达标管理学习班”) is an answer, whatever words it holds. The wordings stand in
questions.tsv.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

LONGEST = 40


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
    STANDARD = "standard"
    BEGIN = "begin"
    WEB = "web"
    REMIND = "remind"
    DO_NOT_REMIND = "do-not-remind"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which year (0 where none is named).

    What is not asked outright (“培训通知”) is an answer where one is waited for.
    """

    asked: Asked
    year: int = 0
    is_outright: bool = True


def _wordings() -> dict[str, list[str]]:
    """Return the patterns by what they stand for; the file keeps their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines():
        name, tab, pattern = line.partition("\t")
        if tab:
            found[name.removesuffix(" =")].append(pattern)
    return found


def _spelled_out(pattern: str) -> str:
    return re.sub(r"<([a-z-]+)>", lambda found: WORDINGS[found[1]][0], pattern)


WORDINGS = _wordings()
PATTERNS = [
    (Asked(kind), re.compile("|".join(map(_spelled_out, patterns))))
    for kind, patterns in WORDINGS.items()
    if kind in set(Asked)
]
SMALL = re.compile("|".join(WORDINGS["small"]))
SMALL_ENGLISH = re.compile(rf"\b(?:{'|'.join(WORDINGS['small-english'])})\b")
YEARS = (
    (r"今年度?|本年度?|这一?年|this year('s)?", 0),
    (r"前年", 2),
    (r"去年度?|上一?年度?|(last|previous) year('s)?", 1),
)
TYPED_YEAR = re.compile(r"(?<!\d)(?:in |for |of )?(20\d\d)(?!\d)\s*(?:年度?)?|(?<!\d)(\d\d)年度?")
OUTRIGHT = re.compile(
    "[?？吗呢]|没|多少|几|什么|啥|怎|咋|哪|谁|不够|达不达|是否|有无|情况|进度|我|请|帮助|扫码|提醒"
    r"|\b(how|what|which|when|where|who|why|did|do|does|am|is|are|was|has|have|any|my|me|i|help)\b"
)
MARKS = re.compile(r"[\s?!。.,;:、~…'\"“”()]+")
CHINESE = re.compile("[\u4e00-\u9fff]")


def understood(text: str, today: date) -> Question | None:
    """Return what is asked; None for what is no question, or none that is known here."""
    if len(text) > LONGEST:
        return None
    typed = unicodedata.normalize("NFKC", text).lower().replace("学份", "学分")
    words, year = _without_year(typed, today)
    words = MARKS.sub(" ", words.replace("’", "'").replace("'s", "")).strip()
    plain = _plain(words)
    if not plain:
        return None
    for asked, pattern in PATTERNS:
        if pattern.fullmatch(plain) or pattern.fullmatch(words):
            return Question(asked, year, OUTRIGHT.search(typed) is not None)
    return None


def _without_year(words: str, today: date) -> tuple[str, int]:
    if found := TYPED_YEAR.search(words):
        return words.replace(found[0], " "), int(found[1] or f"20{found[2]}")
    for pattern, ago in YEARS:
        if found := re.search(rf"(?:in |for |of )?(?:{pattern})", words):
            return words.replace(found[0], " "), today.year - ago
    return words, 0


def _plain(words: str) -> str:
    """Leave out what says nothing: “请问我现在的” and “could you tell me”."""
    if CHINESE.search(words):
        return SMALL.sub("", words.replace(" ", ""))
    return " ".join(SMALL_ENGLISH.sub(" ", words).split())
