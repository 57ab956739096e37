"""Forms that were issued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Issue:
    """A form that was issued: what it said, so that anyone may check it by its code.

    A guest's names nobody of the register.
    """

    code: str
    staff_id: str | None
    year: int
    content_hash: str
    issued_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


class Issues(Protocol):
    async def get(self, code: str) -> Issue | None: ...
    async def by_content(self, content_hash: str) -> Issue | None: ...
    async def add(self, issue: Issue) -> Issue:
        """Keep the issue; the same content issued at the same moment twice stays one."""
