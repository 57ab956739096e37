"""What people, trainings and numbers are found by: beginnings of short terms.

Each place in a text where a word may begin makes a term: every Chinese character, and the first
letter of a word in others. Whoever types a part of it types the beginning of one of them.
"""

import unicodedata
from collections.abc import Iterator

from core.domain.surnames import read_aloud

LONGEST_TERM, MOST_WORDS = 40, 5
SHORTEST_NUMBER = 6
LAST_SIGN = "\U0010ffff"
"""No term holds it: all that begin like a text lie before the text with it."""


def person_terms(name: str, staff_number: str) -> set[str]:
    """Return what somebody is found by: parts of the name, pinyin, initials, the staff number.

    >>> sorted(person_terms("王小明", "8200017"))
    ['8200017', 'ming', 'wangxiaoming', 'wxm', 'xiaoming', '小明', '明', '王小明']
    """
    terms = {*_beginnings(name), "".join(_words(staff_number))}
    for syllables in read_aloud(name):
        terms |= {"".join(syllables[at:]) for at in range(len(syllables))}
        terms.add("".join(syllable[0] for syllable in syllables))
    return _kept(terms)


def text_terms(*texts: str) -> set[str]:
    """Return what something with these words and numbers is found by."""
    return _kept({term for text in texts for term in _beginnings(text)})


def sought_person(text: str) -> str:
    """Return the beginning of the terms of whoever is meant; blanks in a name say nothing.

    >>> sought_person("Wáng Xiǎomíng"), sought_person("买买提·吐")
    ('wangxiaoming', '买买提吐')
    """
    return "".join(_words(text))[:LONGEST_TERM]


def sought_words(text: str) -> list[str]:
    """Return the words that something has to have, each as the beginning of a term."""
    return [term for word in text.split() if (term := sought_person(word))][:MOST_WORDS]


def is_long_number(text: str) -> bool:
    """Return whether it may be a document or a mobile: looked for whole, never shown again."""
    signs = sought_person(text)
    return len(signs) >= SHORTEST_NUMBER and signs.isascii() and any(map(str.isdigit, signs))


def is_enough(term: str) -> bool:
    """Return whether a beginning says anything: a Chinese character does, a single letter not."""
    return len(term) > 1 or not term.isascii()


def _words(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters and digits, ü as v."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    apart = apart.replace("u\u0308", "v")
    plain = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    signs = unicodedata.normalize("NFC", plain)
    return "".join(sign if sign.isalnum() else " " for sign in signs).split()


def _beginnings(text: str) -> Iterator[str]:
    words = _words(text)
    whole, at = "".join(words), 0
    for word in words:
        for place, sign in enumerate(word):
            if place == 0 or not sign.isascii() or not word[place - 1].isascii():
                yield whole[at + place :]
        at += len(word)


def _kept(terms: set[str]) -> set[str]:
    return {term[:LONGEST_TERM] for term in terms if term}
