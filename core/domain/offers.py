"""Choices that are answered by their number, where a chat service has no buttons for them.

A question's choices are numbered 1, 2, 3…, or lettered A, B, C… where a number could be the answer
itself. What comes unasked, or lies there to be decided on, has a letter and numbers: A1, A2…
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase
from unicodedata import normalize

Choice = tuple[str, str]  # its words, and what it carries
CARDS = len(ascii_uppercase)
OWN_NUMBER = re.compile(r"([1-9][0-9]?)(?:\s|$)")
MARK = re.compile(
    r"(?:回复|选择|选|reply)?\s*([a-z]?\d{1,2}|[a-z])\s*[.。、,，)）号]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be answered with a mark: the last question's choices, and those of the cards.

    `asked_after` is the greatest number of what had come when the question was asked: what came
    before that answers the question `before` it.
    """

    asked: Mapping[str, Choice] = field(default_factory=dict)
    before: Mapping[str, Choice] = field(default_factory=dict)
    asked_after: int = 0
    cards: Mapping[str, Choice] = field(default_factory=dict)
    last_card: int = -1

    def ask(self, choices: Sequence[Choice], newest: int, *, by_letter: bool = False) -> "Offers":
        """Offer the choices of a question; they take the place of the one before."""
        marks = _letters(choices) if by_letter else _numbers(choices)
        asked = dict(zip(marks, choices, strict=True))
        return replace(self, asked=asked, before=self.asked, asked_after=newest)

    def add_card(self, choices: Sequence[Choice]) -> "Offers":
        """Offer the choices of one more card; the oldest of many is forgotten."""
        last = (self.last_card + 1) % CARDS
        letter = ascii_uppercase[last]
        kept = {mark: choice for mark, choice in self.cards.items() if mark[0] != letter}
        new = {f"{letter}{place}": choice for place, choice in enumerate(choices, 1)}
        return replace(self, cards=kept | new, last_card=last)

    @property
    def newest_card(self) -> Mapping[str, Choice]:
        letter = ascii_uppercase[self.last_card]
        return {mark: choice for mark, choice in self.cards.items() if mark[0] == letter}

    def chosen(self, said: str, number: int) -> str | None:
        """Return what the choice carries that was answered with, None for any other words.

        `number` is that of the answer. The words of a choice are an answer too, if only one has
        them.
        """
        plain = normalize("NFKC", said).strip()
        asked = self.before if number <= self.asked_after else self.asked
        offered = {**self.cards, **asked}
        found = MARK.fullmatch(plain)
        if found and (choice := offered.get(found[1].upper())):
            return choice[1]
        named = {carried for words, carried in offered.values() if words == plain}
        return named.pop() if len(named) == 1 else None

    def __str__(self) -> str:
        return json.dumps(
            [self.asked, self.before, self.asked_after, self.cards, self.last_card],
            ensure_ascii=False,
        )


def read_offers(kept: str) -> Offers:
    """Return the offers as they were kept; what cannot be read offers nothing.

    >>> read_offers(str(Offers().ask([("是", "yes")], 7))).chosen("回复 1", 8)
    'yes'
    """
    try:
        asked, before, asked_after, cards, last_card = json.loads(kept or "null")
    except (TypeError, ValueError):
        return Offers()
    return Offers(_choices(asked), _choices(before), asked_after, _choices(cards), last_card)


def _choices(kept: Mapping[str, Sequence[str]]) -> Mapping[str, Choice]:
    return {mark: (words, carried) for mark, (words, carried) in kept.items()}


def _numbers(choices: Sequence[Choice]) -> list[str]:
    """Number choices; one whose words begin with a small number of its own keeps it."""
    own = list[str]()
    for words, _ in choices:
        found = OWN_NUMBER.match(words)
        own.append(found[1] if found and found[1] not in own else "")
    free = (str(number) for number in range(1, 1000) if str(number) not in own)
    return [number or next(free) for number in own]


def _letters(choices: Sequence[Choice]) -> list[str]:
    return list(ascii_uppercase[: len(choices)])
