"""What the journal's entries are about."""

from core.domain.subjects import INSTALLATION, Subject, SubjectKind


def test_the_journal_keeps_a_record_under_its_kind_and_id() -> None:
    assert str(Subject(SubjectKind.CREDIT, "k7")) == "credit:k7"


def test_there_is_one_installation() -> None:
    assert str(INSTALLATION) == "installation"
