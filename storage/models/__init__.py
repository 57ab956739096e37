"""The tables. Only `storage.queries` and `storage.store` look in here."""

from storage.models.attendance import AttendanceRow, ScanRow
from storage.models.credits import CreditImportRow, CreditRow, EvidenceRow, LikenessRow
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
from storage.models.trainings import (
    ChoiceRow,
    CourseRow,
    CycleRow,
    ExpectedRow,
    TrainingFileRow,
    TrainingRow,
    TrainingSettingsRow,
)

__all__ = [
    "AccountRow",
    "AttendanceRow",
    "ChatAddressRow",
    "ChatServiceRow",
    "ChoiceRow",
    "ConversationRow",
    "CourseRow",
    "CreditImportRow",
    "CreditRow",
    "CycleRow",
    "DecisionRow",
    "DeliveryRow",
    "DepartmentRow",
    "DeviceRow",
    "EvidenceRow",
    "ExpectedRow",
    "FailureRow",
    "FileRow",
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
    "ReasonsRow",
    "ResultRow",
    "RulebookRow",
    "ScanRow",
    "SecondFactorRow",
    "SessionRow",
    "StaffRow",
    "TrainingFileRow",
    "TrainingRow",
    "TrainingSettingsRow",
    "UnitRow",
    "UpdateRow",
    "WarningRow",
    "YearRecordRow",
]
