"""Amounts of credits and contact hours: integers, in hundredths of one."""

import re

from core.domain.errors import Refusal
from core.domain.numerals import NUMERALS, in_figures

ONE = 100
MOST = 1_000_000

LONGEST = 40

_AMOUNT = re.compile(
    r"(?:共|总共|total\s)?\s*"
    r"(?P<whole>[0-9]{1,9})(?:[.。．](?P<part>[0-9]{1,4}))?"
    r"\s*个?\s*(?:学时|小时|课时|钟头|学分|时|天|日|次|分|h|hrs?|hours?|days?|times?|credits?)?"
    r"\s*[.。!！]?",
    re.IGNORECASE,
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_UNIT = "(?:个?(?:学时|小时|课时|钟头|学分)|天|日|分)"


class NotANumber(Refusal):
    """What was typed is not a number we can count with."""

    code = "not-a-number"


def parse(text: str) -> int:
    """Read “6”, “6学时”, “2.5 天”, “六个小时” or “一天半” as hundredths.

    Raises NotANumber unless there is exactly one number, unsigned, up to ten thousand, alone or
    with the name of a unit.
    """
    words = _in_figures(text.translate(_WIDE).strip())
    amount = _AMOUNT.fullmatch(words) if len(words) <= LONGEST else None
    if amount is None:
        raise NotANumber(text=_printable(text))
    hundredths = half_up(int(amount["whole"] + (amount["part"] or "").ljust(4, "0")), ONE)
    if hundredths > MOST:
        raise NotANumber(text=_printable(text))
    return hundredths


def _in_figures(words: str) -> str:
    """“十二学时” → “12学时”, “半天” → “0.5天”, “两个半小时” → “2.5小时”, “一天半” → “1.5天”."""
    words = re.sub(NUMERALS, lambda found: in_figures(found[0]), words)
    words = re.sub(rf"^半(?={_UNIT})", "0.5", words)
    words = re.sub(rf"^(\d+)个?半(?={_UNIT})", r"\1.5", words)
    return re.sub(rf"^(\d+)({_UNIT})半(?:钟)?$", r"\1.5\2", words)


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())[:LONGEST]


def show(hundredths: int) -> str:
    """Print at least one decimal: 200 → “2.0”, 33 → “0.33”, 2500 → “25.0”."""
    sign, amount = ("-" if hundredths < 0 else ""), abs(hundredths)
    text = f"{amount // ONE}.{amount % ONE:02d}"
    return sign + text.removesuffix("0")


def show_quantity(hundredths: int) -> str:
    """Print a quantity without needless decimals: 600 → “6”, 250 → “2.5”."""
    return show(hundredths).removesuffix(".0")


def half_up(numerator: int, denominator: int) -> int:
    """Divide two non-negative integers and round half up (2 h ÷ 3 → 0.67)."""
    return (2 * numerator + denominator) // (2 * denominator)
