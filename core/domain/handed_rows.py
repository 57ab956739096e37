"""A row of a workbook as somebody handed it in: the text of each field, and what is unreadable."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.errors import Refusal
from core.domain.typed import normal_number

MASK = "*"


class DigitsLost(Refusal):
    """The workbook kept a number of eighteen places as a number: the last three are gone."""

    code = "digits-lost"


class CellUnreadable(Refusal):
    """A formula that came to nothing."""

    code = "cell-unreadable"


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A row as it was handed in: its number in the workbook and the text of each field."""

    number: int
    texts: Mapping[str, str]
    faults: Mapping[str, Refusal] = field(default_factory=dict)

    @property
    def staff_number(self) -> str:
        return self.key("staff_number")

    @property
    def document(self) -> str:
        """Return the document's number, "" where it is masked."""
        return self.key("document")

    def key(self, name: str) -> str:
        text = self.texts.get(name, "")
        return "" if MASK in text else normal_number(text)
