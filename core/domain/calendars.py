"""The one secret link by which a phone follows what is coming for its person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calendar:
    """Of an account; `number` counts its links: only the latest is good, and none once ended."""

    account_id: str
    number: int = 0
    is_open: bool = False

    @property
    def renewed(self) -> "Calendar":
        return Calendar(self.account_id, self.number + 1, is_open=True)

    @property
    def ended(self) -> "Calendar":
        return Calendar(self.account_id, self.number, is_open=False)
