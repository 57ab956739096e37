"""Comparing two miniatures patch by patch, each patch allowed to lie a little aside."""

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.float32]
Line = tuple[float, float]

PATCH = 20
REACH, REACH_WHEN_JUDGED = 3, 2
FAINT = 0.1
SURROUND = 4


def inked_likeness(one: Grey, other: Grey) -> float:
    """Return the correlation of the least alike patch among those that bear ink.

    Ink is counted against the boldest quarter of the patches; blank paper compares with nothing.
    """
    likeness, ink = _by_shift(one, other, REACH_WHEN_JUDGED)
    boldest = np.sort(ink.ravel())[-(ink.size // 4) :]
    inked = ink > FAINT * float(np.median(boldest)) + 1e-3
    return float(likeness.max((0, 1))[inked].min()) if inked.any() else -1.0


def patch_shifts(one: Grey, other: Grey) -> tuple[Line, Line]:
    """Return how patches of `one` must move to fit `other`: for rows and for columns a line,
    offset and slope in pixels, through the patches' own shifts.
    """
    likeness, ink = _by_shift(one, other, REACH)
    width, count = 2 * REACH + 1, likeness.shape[2]
    flat = likeness.reshape(width * width, count, count)
    down, across = np.divmod(flat.argmax(0), width)
    row, column = np.indices((count, count))
    y, x = np.clip(down, 1, width - 2), np.clip(across, 1, width - 2)
    dy = y - REACH + _vertex(*(likeness[y + d, x, row, column] for d in (-1, 0, 1)))
    dx = x - REACH + _vertex(*(likeness[y, x + d, row, column] for d in (-1, 0, 1)))
    weight = np.clip(flat.max(0), 0, 1) ** 4 * np.sqrt(ink)
    return _line(row, dy, weight), _line(column, dx, weight)


def _by_shift(one: Grey, other: Grey, reach: int) -> tuple[Grey, Grey]:
    """Return the patches' correlations for each shift of `other`, and how much ink they bear."""
    inner = (len(one) - 2 * REACH) // PATCH * PATCH
    first = _strokes(one)[REACH : REACH + inner, REACH : REACH + inner]
    second = _strokes(other)
    shifts = range(REACH - reach, REACH + reach + 1)
    energy = _summed(first * first)
    ink = np.maximum(energy, _summed(second[REACH : REACH + inner, REACH : REACH + inner] ** 2))
    likeness = [
        [
            _summed(first * moved) / np.sqrt(energy * _summed(moved * moved) + 1e-6)
            for x in shifts
            for moved in [second[y : y + inner, x : x + inner]]
        ]
        for y in shifts
    ]
    return np.array(likeness, dtype=np.float32), ink


def _strokes(grey: Grey) -> Grey:
    """Return what stands out from its surround: strokes without light and shade."""
    width = 2 * SURROUND + 1
    padded = np.pad(grey.astype(np.float64), SURROUND, mode="edge")
    sums = np.pad(padded, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    box = sums[width:, width:] - sums[:-width, width:] - sums[width:, :-width]
    around = (box + sums[:-width, :-width]) / width**2
    return np.asarray(grey - around, dtype=np.float32)


def _summed(grey: Grey) -> Grey:
    count = len(grey) // PATCH
    sums = grey.reshape(count, PATCH, count, PATCH).sum((1, 3))
    return np.asarray(sums, dtype=np.float32)


def _vertex(before: Grey, middle: Grey, after: Grey) -> Grey:
    """Return where between its neighbours the top of a parabola lies, -0.5 to 0.5."""
    bend = np.minimum(before - 2 * middle + after, -1e-6)
    return np.asarray(np.clip(0.5 * (before - after) / bend, -0.5, 0.5), dtype=np.float32)


def _line(patch: NDArray[np.int_], shift: Grey, weight: Grey) -> Line:
    at = (patch.ravel() + 0.5) * PATCH + REACH
    weights = weight.ravel()
    sides = np.stack([np.ones_like(at), at], axis=1) * weights[:, None]
    (offset, slope), *_ = np.linalg.lstsq(sides, shift.ravel() * weights, rcond=None)
    return float(offset), float(slope)
