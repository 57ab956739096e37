"""What people type, made fit to keep: nothing invisible, nothing endless."""

import unicodedata

from core.domain.characters import modern
from core.domain.errors import Refusal

LONGEST_REASON = 180


class TextTooLong(Refusal):
    code = "text-too-long"


class TextNeeded(Refusal):
    """Nothing readable was typed."""

    code = "text-needed"


class PrivateCharacter(Refusal):
    """A character that looks different on every machine: left out or guessed, a name is wrong."""

    code = "private-character"


def typed(text: str, longest: int) -> str:
    """Return the text without control characters, direction marks and doubled blanks.

    Characters of the old private-use area become today's. Raises TextNeeded when nothing is
    left, TextTooLong beyond `longest` characters, PrivateCharacter for one nobody can place.
    """
    words = visible(text)
    if not words:
        raise TextNeeded
    for place, letter in enumerate(words, 1):
        if unicodedata.category(letter) == "Co":
            raise PrivateCharacter(place=place)
    if len(words) > longest:
        raise TextTooLong(longest=longest, length=len(words))
    return words


def visible(text: str) -> str:
    """Return what one sees of a text, "" where one sees nothing.

    >>> visible(" 导管\u200b　维护 "), visible("\u2060")
    ('导管 维护', '')
    """
    kept = (" " if letter.isspace() else letter for letter in modern(text) if _is_kept(letter))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _is_kept(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Cn"}


def normal_number(text: str) -> str:
    """Return a number of letters and digits as it is kept, however it was typed.

    >>> normal_number(" ３３０１０６ 19850312 001ｘ ")
    '33010619850312001X'
    """
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if not is_blank(sign)).upper()


def is_blank(sign: str) -> bool:
    """Return whether nobody sees the character: blanks, and what only steers others."""
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Cs"}
