"""A claim held against the paper that shows it: what differs, and whose paper it is."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.credits.readings import ReadField, ReadValue


class NameFit(StrEnum):
    """Whether the name on the papers is the person's: 姓名与证书一致, 不一致, or none was read."""

    SAME = "same"
    DIFFERENT = "different"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a claim says otherwise than its paper; `claimed` as the value of `read` is kept."""

    field: ReadField
    claimed: str
    read: ReadValue
    evidence_id: str
