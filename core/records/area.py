"""Whose records a list shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """Whose records a list may show: the union of the unit, department and person named here.

    Drafts of others show only to who entered them (`account_id`) and still looks after the person;
    `is_authority` adds the credits that are or were before the authority.
    """

    unit_id: str | None = None
    department_id: str | None = None
    staff_id: str | None = None
    account_id: str | None = None
    is_authority: bool = False
