"""An uploaded photograph or PDF: recognised, checked, turned upright, stripped, fingerprinted."""

from core.evidence.fingerprints import near_duplicate
from core.evidence.intake import LARGEST_FILE, Intake, take_in

__all__ = ["LARGEST_FILE", "Intake", "near_duplicate", "take_in"]
