"""The kinds of cases that have pages: by their segment of an address, and by their subject."""

from core.domain.errors import NotFound
from pwa.review.applications import APPLICATIONS
from pwa.review.cases import Kind
from pwa.review.credits import CREDITS
from pwa.review.trainings import TRAININGS

KINDS = (CREDITS, TRAININGS, APPLICATIONS)
BY_SEGMENT = {kind.segment: kind for kind in KINDS}
BY_SUBJECT = {kind.procedure.kind: kind for kind in KINDS}


def kind_of(segment: str) -> Kind:
    """Return the kind that an address names. Raises NotFound."""
    if segment not in BY_SEGMENT:
        raise NotFound
    return BY_SEGMENT[segment]
