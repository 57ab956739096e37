"""What a decision, a message or an entry of the journal is about."""

from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    ACCOUNT = "account"
    APPLICATION = "application"
    CREDIT = "credit"
    CREDIT_IMPORT = "credit-import"
    DEPARTMENT = "department"
    INSTALLATION = "installation"
    JOB = "job"
    PHONE_CODE = "phone-code"
    PROJECT = "project"
    RECORD = "record"
    STAFF = "staff"
    TRAINING = "training"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Subject:
    """One record, named by its kind and its id; the installation is the only one of its kind.

    `kind` is open: whatever is reviewed brings its own.
    """

    kind: str
    id: str = ""

    def __str__(self) -> str:
        """Return the text under which the journal keeps it, like “credit:<id>”."""
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)


INSTALLATION = Subject(SubjectKind.INSTALLATION)
