"""By which keys files are asked for, and where each lies below its folder or prefix."""

import re

from core.domain.errors import NotFound

KEY = re.compile(r"(?P<sha256>[0-9a-f]{64})(-[a-z]{1,20})?")
MADE, MADE_KEY = "jobs", re.compile(r"job-(?P<job>[a-z2-7]{16})-\d{1,9}-\d{1,9}")


def parts_of(key: str) -> tuple[str, str] | None:
    """Return the hash that a key of evidence begins with, and its ending; None for another key."""
    if match := KEY.fullmatch(key):
        return match["sha256"], match[2] or ""
    return None


def place_of(key: str) -> str:
    """Return where a key lies below its folder or prefix. Raises NotFound for what is no key."""
    if KEY.fullmatch(key):
        return evidence_place_of(key)
    return made_place_of(key)


def evidence_place_of(key: str) -> str:
    """Return the place of evidence only. Raises NotFound for any other key."""
    if KEY.fullmatch(key):
        return f"{key[:2]}/{key[2:4]}/{key}"
    raise NotFound


def made_place_of(key: str) -> str:
    """Return the place of what a job made only. Raises NotFound for any other key."""
    if match := MADE_KEY.fullmatch(key):
        return f"{MADE}/{match['job']}/{key}"
    raise NotFound


def is_original(key: str) -> bool:
    """Return whether this is the file as it came, whose key is the hash of its content."""
    return "-" not in key
