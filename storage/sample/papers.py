"""The papers that nurses send in, by the kind of evidence they are."""

from collections.abc import Callable

from PIL import Image

from storage.sample import certificates, statements
from storage.sample.facts import Facts

PAPERS: dict[str, Callable[[Facts], Image.Image]] = {
    "certificate": certificates.certificate,
    "approval-form": statements.approval_form,
    "invoice": certificates.invoice,
    "query-screenshot": certificates.query_screenshot,
    "assessment-form": statements.assessment_form,
    "mission-document": statements.mission_document,
    "consent-form": statements.consent_form,
    "enrolment-proof": certificates.query_screenshot,
    "retrieval-report": statements.retrieval_report,
    "journal-pages": statements.journal_pages,
}
