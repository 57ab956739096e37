"""Where a message of the inbox leads."""

from core.domain.projects.application import APPLICATION_REVIEW
from core.domain.subjects import SubjectKind
from core.messages import REMINDED, TRAINING_WAITING
from core.records.messages import Notice

BEHIND_PATH = "/results"
LEADS = {
    "chat-asks": "/settings/chat",
    "year-end": "/",
    "department-behind": BEHIND_PATH,
    "claims-waiting": "/review",
    "claims-handed-in": "/review",
}


def notice_path(notice: Notice) -> str:
    """Return the page that a message is about, "" where there is none.

    Who plans or reviews a training is led to it, who is expected at it to their own trainings.
    """
    if notice.key in LEADS:
        return LEADS[notice.key]
    if notice.key == REMINDED:
        return f"/?year={notice.details['year']}"
    if notice.job_id is not None:
        return f"/jobs/{notice.job_id}"
    if notice.credit_id is not None:
        return f"/credits/{notice.credit_id}"
    if (place := _of_project(notice)) or notice.training_id is None:
        return place
    if notice.key == TRAINING_WAITING:
        return f"/review?kind=trainings&at={notice.training_id}"
    is_ours = notice.key.startswith("training-decided-")
    return f"/trainings/{notice.training_id}" if is_ours else "/trainings/mine"


def _of_project(notice: Notice) -> str:
    """Return the page of the application or project that a message is about."""
    about = notice.subject
    if about is None:
        return ""
    if about.kind == SubjectKind.PROJECT:
        return f"/projects/{about.id}"
    if about.kind != SubjectKind.APPLICATION:
        return ""
    if notice.key == APPLICATION_REVIEW.waiting:
        return f"/review?kind=applications&at={about.id}"
    return f"/projects/applications/{about.id}"
