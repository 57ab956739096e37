"""The tables. Only `storage.queries` and `storage.store` look in here."""

from storage.models.attendance import AttendanceRow, ExcuseRow, GuestRow, ScanRow
from storage.models.credits import (
    CreditImportRow,
    CreditRow,
    EvidenceRow,
    LikenessRow,
    ReadingRow,
)
from storage.models.files import FileRow
from storage.models.jobs import JobRow
from storage.models.journal import JournalHeadRow, JournalRow
from storage.models.leader import LeaderRow
from storage.models.messages import (
    ChatAddressRow,
    ChatServiceRow,
    ConversationRow,
    DeliveryRow,
    NoticeRow,
    UpdateRow,
    WarningRow,
)
from storage.models.projects import (
    ApplicationFileRow,
    ApplicationRow,
    ApplicationWindowRow,
    DelegationRow,
    ProjectRow,
)
from storage.models.register.accounts import (
    AccountRow,
    DeviceRow,
    FailureRow,
    LinkRow,
    PhoneCodeRow,
    SecondFactorRow,
    SessionRow,
)
from storage.models.register.people import (
    DepartmentRow,
    NumberRangeRow,
    PostingRow,
    StaffRow,
    UnitRow,
    YearRecordRow,
)
from storage.models.results import IssueRow, ResultRow
from storage.models.review import DecisionRow, ReasonsRow
from storage.models.rulebook import RulebookRow
from storage.models.search import SearchTermRow
from storage.models.tallies import TallyRow, TallySumRow, UncountedRow
from storage.models.trainings import (
    AssessmentRow,
    CalendarRow,
    ChoiceRow,
    CourseRow,
    CycleRow,
    ExpectedRow,
    TrainingFileRow,
    TrainingRow,
    TrainingSettingsRow,
)
from storage.models.year_groups import UncountedYearRow, YearGroupRow

__all__ = [
    "AccountRow",
    "ApplicationFileRow",
    "ApplicationRow",
    "ApplicationWindowRow",
    "AssessmentRow",
    "AttendanceRow",
    "CalendarRow",
    "ChatAddressRow",
    "ChatServiceRow",
    "ChoiceRow",
    "ConversationRow",
    "CourseRow",
    "CreditImportRow",
    "CreditRow",
    "CycleRow",
    "DecisionRow",
    "DelegationRow",
    "DeliveryRow",
    "DepartmentRow",
    "DeviceRow",
    "EvidenceRow",
    "ExcuseRow",
    "ExpectedRow",
    "FailureRow",
    "FileRow",
    "GuestRow",
    "IssueRow",
    "JobRow",
    "JournalHeadRow",
    "JournalRow",
    "LeaderRow",
    "LikenessRow",
    "LinkRow",
    "NoticeRow",
    "NumberRangeRow",
    "PhoneCodeRow",
    "PostingRow",
    "ProjectRow",
    "ReadingRow",
    "ReasonsRow",
    "ResultRow",
    "RulebookRow",
    "ScanRow",
    "SearchTermRow",
    "SecondFactorRow",
    "SessionRow",
    "StaffRow",
    "TallyRow",
    "TallySumRow",
    "TrainingFileRow",
    "TrainingRow",
    "TrainingSettingsRow",
    "UncountedRow",
    "UncountedYearRow",
    "UnitRow",
    "UpdateRow",
    "WarningRow",
    "YearGroupRow",
    "YearRecordRow",
]
