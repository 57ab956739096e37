"""Where a claim's review starts, and at which place its authority decides (manual 5.2)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.credits.credit import BEFORE_AUTHORITY, Credit, Origin, Stage, still_open
from core.domain.dates import day_after
from core.domain.register import AuthorityPlace


@dataclass(frozen=True, slots=True)
class ReviewRoute:
    """What decides where a review starts.

    `entered_as` is the role in which the claim was entered; `has_*` tell whether somebody else
    is there who could review, for nobody decides on their own credit.
    """

    entered_as: Origin
    is_own: bool
    has_department_reviewer: bool
    has_unit_reviewer: bool
    needs_authority: bool
    authority: AuthorityPlace | None = None

    @property
    def before_authority(self) -> Stage:
        """Where a claim waits for the authority; until the unit has said, it works here."""
        return authority_stage(self.authority)


def authority_stage(place: AuthorityPlace | None) -> Stage:
    """Return the stage at which a unit's claims wait for its authority."""
    if place is AuthorityPlace.ELSEWHERE:
        return Stage.AUTHORITY_ELSEWHERE
    return Stage.AUTHORITY_REVIEW


def first_stage(way: ReviewRoute) -> Stage:
    """Return where the review of a submitted claim starts (manual 5.2, decisions: scope).

    The last line is the unit that enters for somebody: nobody above it but the authority.
    """
    if way.entered_as is Origin.PERSONAL and way.has_department_reviewer:
        return Stage.DEPARTMENT_REVIEW
    if way.entered_as is not Origin.UNIT or way.is_own:
        return Stage.UNIT_REVIEW if way.has_unit_reviewer else way.before_authority
    return way.before_authority if way.needs_authority else Stage.APPROVED


def submitted(credit: Credit, way: ReviewRoute, now: datetime) -> Credit:
    """Return the credit put in front of its first reviewer. Raises NotEditable."""
    still_open(credit, None)
    stage = first_stage(way)
    return replace(
        credit,
        stage=stage,
        origin=way.entered_as,
        to_authority=way.needs_authority or stage in BEFORE_AUTHORITY,
        is_elsewhere=way.authority is AuthorityPlace.ELSEWHERE,
        submitted_at=now,
        decided_at=None,
        decided_by=None,
        decided_from=None,
        reason="",
        effective_on=day_after(now) if stage is Stage.APPROVED else None,
    )


def with_authority(credit: Credit, place: AuthorityPlace | None) -> Credit:
    """Return a credit under review as it goes on once its unit's authority decides at `place`."""
    is_elsewhere = place is AuthorityPlace.ELSEWHERE
    stage = authority_stage(place) if credit.stage in BEFORE_AUTHORITY else credit.stage
    return replace(credit, stage=stage, is_elsewhere=is_elsewhere)


def rerouted(
    credit: Credit, *, in_department: bool, in_unit: bool, authority: AuthorityPlace | None
) -> Credit:
    """Return a claim under review whose person works elsewhere now, before who reviews it there.

    It skips a stage at which nobody else is there to decide.
    """
    stage = credit.stage
    if stage is Stage.DEPARTMENT_REVIEW and not in_department:
        stage = Stage.UNIT_REVIEW
    if stage is Stage.UNIT_REVIEW and not in_unit:
        stage = authority_stage(authority)
    to_authority = credit.to_authority or stage in BEFORE_AUTHORITY
    return with_authority(replace(credit, stage=stage, to_authority=to_authority), authority)
