"""Long work in words: what was asked for, where it stands, why it came to nothing."""

from datetime import datetime

from core.records.jobs import Job
from core.texts import say


def job_title(job: Job) -> str:
    """Return what was asked for: “2026 年度学分登记表（37 人）”."""
    return say(f"job-title-{job.kind}", **job.facts)


def job_state(job: Job, now: datetime) -> str:
    """Return where it stands, in one word."""
    return say(f"job-state-{job.state(now)}")


def job_error(job: Job) -> str:
    """Return the sentence that says why nothing was made, and what to do."""
    return say(f"refusal-{job.error}", **(job.outcome or {}))
