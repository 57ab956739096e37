"""Forms that were issued, to be checked by their codes."""

from core.records.forms import Issue
from storage.models import IssueRow
from storage.queries.rows import found


class IssueQueries:
    async def get(self, code: str) -> Issue | None:
        row = await IssueRow.get_or_none(code=code)
        return _issue(row) if row else None

    async def by_content(self, content_hash: str) -> Issue | None:
        row = await IssueRow.get_or_none(content_hash=content_hash)
        return _issue(row) if row else None

    async def add(self, issue: Issue) -> Issue:
        """Keep the issue and return it, or the one that had the same content before."""
        row = IssueRow(
            code=issue.code,
            staff_id=issue.staff_id,
            year=issue.year,
            content_hash=issue.content_hash,
            issued_at=issue.issued_at,
            facts=dict(issue.facts),
        )
        await IssueRow.bulk_create([row], ignore_conflicts=True)
        return _issue(found(await IssueRow.get_or_none(content_hash=issue.content_hash)))


def _issue(row: IssueRow) -> Issue:
    return Issue(
        code=row.code,
        staff_id=row.staff_id,
        year=row.year,
        content_hash=row.content_hash,
        issued_at=row.issued_at,
        facts=row.facts,
    )
