"""Which concepts a text holds: its words as typed, by their sound, or with a letter astray.

The words stand in words.tsv. A text is taken apart into as few words as will do; what is no word
of ours is left over.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import islice, product
from pathlib import Path

from core.domain.readings import readings

UNIT = re.compile("[\u3400-\u9fff]|[a-z]+(?:['-][a-z]+)*|[0-9]+")
LONGEST_WORD, MOST_SOUNDS = 8, 4
LONG, VERY_LONG, LIKENESS, CLOSE_LIKENESS = 5, 8, 0.82, 0.9
A_WORD, BY_SOUND, UNKNOWN = 10, 15, 100
ENDINGS = ("s", "'s", "ed", "d", "ing", "es")
Concepts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a text and what it means, nothing where it is not known."""

    text: str
    concepts: Concepts = ()


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    written: Mapping[str, Concepts]
    sounding: Mapping[str, Concepts]
    long_english: Sequence[str]
    simplified: Mapping[int, str]


def heard(text: str) -> list[Word]:
    """Return the words of a text in their order, known ones with their concepts."""
    typed = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return _cheapest(UNIT.findall(typed.translate(_vocabulary().simplified)))[1]


@cache
def _vocabulary() -> _Vocabulary:
    written, sounding = dict[str, Concepts](), dict[str, Concepts]()
    lines = dict[str, list[str]]()
    for line in Path(__file__).with_name("words.tsv").read_text("utf-8").splitlines():
        concepts, tab, words = line.partition("\t")
        lines.setdefault(concepts, []).extend(words.split() if tab else ())
    simplified = {ord(pair[0]): pair[1] for pair in lines.pop("simplified")}
    for concepts, all_words in lines.items():
        for word in all_words:
            units = UNIT.findall(unicodedata.normalize("NFKC", word).lower())
            written.setdefault(" ".join(units), tuple(concepts.split()))
            for sound in _sounds(units):
                sounding.setdefault(sound, tuple(concepts.split()))
    english = [word for word in written if word.isascii() and len(word) >= LONG]
    return _Vocabulary(written, sounding, english, simplified)


def _sounds(units: Sequence[str]) -> Iterable[str]:
    """Return how a Chinese word may be read, nothing for any other."""
    known = [readings().get(unit, []) for unit in units]
    return (" ".join(one) for one in islice(product(*known), MOST_SOUNDS))


@cache
def _spelled_right(unit: str) -> str:
    """Return an English word as we know it: without its ending, its letters put right."""
    words = _vocabulary()
    if not unit.isascii() or unit in words.written or unit.isdigit():
        return unit
    for ending in ENDINGS:
        if unit.endswith(ending) and unit.removesuffix(ending) in words.written:
            return unit.removesuffix(ending)
    stem = unit.removesuffix("s")
    if len(stem) < LONG:
        return unit
    likeness = LIKENESS if len(stem) < VERY_LONG else CLOSE_LIKENESS
    return next(iter(get_close_matches(stem, words.long_english, 1, likeness)), unit)


def _cheapest(units: Sequence[str]) -> tuple[int, list[Word]]:
    """Take apart into words so that little is left over, and into few."""
    best: list[tuple[int, list[Word]]] = [(0, [])]
    for end in range(1, len(units) + 1):
        ways = []
        for start in range(max(0, end - LONGEST_WORD), end):
            cost, words = _read(units[start:end], is_last=end == len(units))
            if words:
                ways.append((best[start][0] + cost, [*best[start][1], *words]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1]


def _read(units: Sequence[str], *, is_last: bool) -> tuple[int, list[Word]]:
    """Return what a stretch costs and means as one word; nothing where it is none."""
    words, text = _vocabulary(), " ".join(units)
    righted = " ".join(map(_spelled_right, units))
    if concepts := words.written.get(text) or words.written.get(righted):
        return A_WORD, [Word(text, concepts)]
    sound = " ".join(readings().get(unit, [unit])[0] for unit in units)
    by_sound = words.sounding.get(sound)
    if by_sound and (len(units) > 1 or (is_last and by_sound == ("ask",))):
        return BY_SOUND * len(units), [Word(text, by_sound)]
    letters = "".join(units)
    if letters.isascii() and letters.isalpha() and (spelt := _spelt(letters)):
        return BY_SOUND * len(spelt), spelt
    if len(units) == 1:
        return UNKNOWN, [Word(text, ("number",) if text.isdigit() else ())]
    return 0, []


@cache
def _joined_sounds() -> Mapping[str, Concepts]:
    joined = dict[str, Concepts]()
    for sound, concepts in _vocabulary().sounding.items():
        joined.setdefault(sound.replace(" ", ""), concepts)
    return joined


def _spelt(letters: str) -> list[Word]:
    """Read letters as Chinese words written by their sound; nothing where some are left over."""
    sounds = _joined_sounds()
    best: list[list[Word] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, Word(letters[start:end], sounds[letters[start:end]])]
            for start in range(end)
            if (before := best[start]) is not None and letters[start:end] in sounds
        ]
        best.append(min(ways, key=len) if ways else None)
    return best[-1] or []
