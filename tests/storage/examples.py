"""Credits and files to write down, with only what matters to a test said in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Evidence, Origin, Stage
from core.domain.register import Actor

SHA256 = "5f" * 32


def a_credit(
    who: Actor, now: datetime, credit_id: str = "credit2222222222", **others: Any
) -> Credit:
    """Return a credit of this person, a draft unless a stage is given."""
    staff_id, unit_id, department_id = who.staff_id, who.unit_id, who.department_id
    assert staff_id
    assert unit_id
    assert department_id
    facts: Mapping[str, Any] = {
        "entered_by": who.account_id,
        "origin": Origin.PERSONAL,
        "claim": Claim(year=2026),
        "stage": Stage.DRAFT,
        "points": 0,
        "hours": 0,
        "to_authority": False,
        "created_at": now,
    }
    placed = {"staff_id": staff_id, "unit_id": unit_id, "department_id": department_id}
    return Credit(id=credit_id, **{**placed, **facts, **others})


def a_file(credit_id: str, now: datetime, evidence_id: str = "file222222222222") -> Evidence:
    """Return a photo of a certificate."""
    return Evidence(
        id=evidence_id,
        credit_id=credit_id,
        sha256=SHA256,
        name="证书.jpg",
        media_type="image/jpeg",
        size_bytes=250_000,
        pages=1,
        kind="credit-certificate",
        fingerprint="f0f0f0f0f0f0f0f0",
        has_view=True,
        uploaded_at=now,
    )
