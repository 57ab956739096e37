"""What a good password is: long, and hard to guess for somebody who knows whose it is."""

import unicodedata
from collections.abc import Collection

from zxcvbn_rs_py import zxcvbn

from core.domain.errors import Refusal
from core.domain.masking import normal_login
from core.domain.readings import spellings

SHORTEST, LONGEST = 10, 128
HARD = 3
"""Of the strengths 0 to 4: not found for months even by who has the slow hash."""
OURS = ("xuefen", "xf", "学分", "继续医学教育", "jixuyixuejiaoyu", "cme", "mima", "密码", "yiyuan")


class PasswordTooShort(Refusal):
    code = "password-too-short"


class PasswordTooLong(Refusal):
    code = "password-too-long"


class PasswordTooEasy(Refusal):
    """What others guess first: the person's own names and numbers, common words, patterns."""

    code = "password-too-easy"


def check_password(password: str, names: Collection[str], numbers: Collection[str]) -> None:
    """Refuse a password that is short, or easy for who knows these names and numbers.

    No kinds of characters are asked for. Raises PasswordTooShort, PasswordTooLong, PasswordTooEasy.
    Source: manual 10.1.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(shortest=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(longest=LONGEST)
    plain = unicodedata.normalize("NFKC", password).lower()
    own = {normal_login(number).lower() for number in numbers} - {""}
    if any(normal_login(plain).lower() in number for number in own):
        raise PasswordTooEasy
    words = {*OURS, *names, *own, *_parts(own)}
    words |= {spelt for name in names for spelt in spellings(name)}
    if int(zxcvbn(plain, sorted(words - {""})).score) < HARD:
        raise PasswordTooEasy


def _parts(numbers: Collection[str]) -> set[str]:
    """Return what people take of their numbers: the last places, the day of birth of a document."""
    last = {number[-places:] for number in numbers for places in (4, 6, 8)}
    born = {number[6:14] for number in numbers if len(number) == 18}
    return last | born | {day[2:] for day in born} | {day[:4] for day in born}
