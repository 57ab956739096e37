"""What is wrong with a rulebook file: which file, which row, why."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Fault:
    file: str
    row: str
    reason: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.file, self.row, self.reason) if part)


class RulebookFault(Refusal):
    """Files of the rulebook cannot be used.

    `faults` and the text of the exception hold every fault; the sentence names the first ones.
    """

    code = "rulebook-fault"
    shown = 8
    longest = 250

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        first = "\n".join(str(fault)[: self.longest] for fault in self.faults[: self.shown])
        more = max(0, len(self.faults) - self.shown)
        super().__init__(count=len(self.faults), faults=first, more=more)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class OwnRowFault(RulebookFault):
    """What a unit wants to set differently is no rule, or the others do not fit it any more."""

    code = "own-row-fault"
