"""The tables. Only `storage.queries` and `storage.store` look in here."""

from storage.models.accounts import AccountRow, LinkRow, SessionRow
from storage.models.credits import CreditRow, EvidenceRow
from storage.models.duty import DutyRow
from storage.models.journal import JournalHeadRow, JournalRow
from storage.models.messages import ChatRow, NoticeRow, UpdateRow
from storage.models.people import DepartmentRow, StaffRow, UnitRow, YearRecordRow
from storage.models.results import IssueRow, ResultRow

__all__ = [
    "AccountRow",
    "ChatRow",
    "CreditRow",
    "DepartmentRow",
    "DutyRow",
    "EvidenceRow",
    "IssueRow",
    "JournalHeadRow",
    "JournalRow",
    "LinkRow",
    "NoticeRow",
    "ResultRow",
    "SessionRow",
    "StaffRow",
    "UnitRow",
    "UpdateRow",
    "YearRecordRow",
]
