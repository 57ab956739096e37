"""Laying one grey miniature over another: which crop lies between them, and what then differs.

Miniatures are squares of one size; a `Cut` is the share of an axis cut off at its two ends.
"""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from core.evidence.patches import inked_likeness, patch_shifts

Grey = NDArray[np.float32]
Cut = tuple[float, float]

COARSE_SIDE = 40
CUTS: tuple[Cut, ...] = tuple((near / 100, far / 100) for near, far in product(range(7), repeat=2))
REFINEMENTS = (0.01, 0.005, 0.0025)
MOST_PROMISING = 2
SAME_DESIGN = 0.8
SETTLINGS = 2


@dataclass(frozen=True, slots=True)
class Overlay:
    """`under`, cut by `rows` and `columns`, is taken to show the same as `over`."""

    under: Grey
    over: Grey
    rows: Cut = (0.0, 0.0)
    columns: Cut = (0.0, 0.0)

    def cut(self) -> Grey:
        return _drawn_out(_drawn_out(self.under, self.rows).T, self.columns).T

    def agreement(self) -> float:
        return float(_correlation(self.cut()[None], self.over)[0])


def likeness(one: Grey, other: Grey) -> float:
    """Return how alike the least alike inked patches are, -1 to 1, in the best overlay."""
    laid = [
        overlay
        for turn in range(4)
        for overlay in (Overlay(one, np.rot90(other, turn)), Overlay(np.rot90(other, turn), one))
    ]
    guesses = [(_guessed(overlay), overlay) for overlay in laid]
    guesses.sort(key=lambda guess: guess[0].agreement(), reverse=True)
    tried = [(_refined(small), overlay) for small, overlay in guesses[:MOST_PROMISING]]
    small, overlay = max(tried, key=lambda guess: guess[0].agreement())
    if small.agreement() < SAME_DESIGN:
        return small.agreement() - 1
    return _settled(replace(overlay, rows=small.rows, columns=small.columns))


def stretched(side: int, cuts: list[Cut] | tuple[Cut, ...]) -> Grey:
    """Return for each cut the matrix that stretches what is left of an axis to its full length."""
    matrices = np.zeros((len(cuts), side, side), dtype=np.float32)
    lines = np.arange(side)
    for matrix, cut in zip(matrices, cuts, strict=True):
        line, share = _between(side, cut)
        matrix[lines, line] = 1 - share
        matrix[lines, line + 1] = share
    return matrices


def _between(side: int, cut: Cut) -> tuple[NDArray[np.intp], Grey]:
    """Return before which line each line of the stretched axis lies, and how far after it."""
    near, far = cut
    at = near * side + (np.arange(side) + 0.5) * (1 - near - far) - 0.5
    at = np.clip(at, 0, side - 1)
    line = np.minimum(at.astype(np.intp), side - 2)
    return line, np.asarray(at - line, dtype=np.float32)


def _drawn_out(grey: Grey, cut: Cut) -> Grey:
    line, share = _between(len(grey), cut)
    return grey[line] * (1 - share[:, None]) + grey[line + 1] * share[:, None]


_FIRST_CUTS = stretched(COARSE_SIDE, CUTS)


def _guessed(overlay: Overlay) -> Overlay:
    """Find the cuts from the two shadows alone, at a coarse size."""
    under, over = _coarse(overlay.under), _coarse(overlay.over)
    rows, columns = (
        CUTS[int(np.argmax(_correlation(_FIRST_CUTS @ under.mean(axis), over.mean(axis))))]
        for axis in (1, 0)
    )
    return Overlay(under, over, rows, columns)


def _refined(overlay: Overlay) -> Overlay:
    side = len(overlay.under)
    for step in REFINEMENTS:
        rows = _around(overlay.rows, step)
        half = overlay.under @ stretched(side, [overlay.columns])[0].T
        best = np.argmax(_correlation(stretched(side, rows) @ half, overlay.over))
        overlay = replace(overlay, rows=rows[int(best)])
        columns = _around(overlay.columns, step)
        half = stretched(side, [overlay.rows])[0] @ overlay.under
        turned = half @ stretched(side, columns).transpose(0, 2, 1)
        best = np.argmax(_correlation(turned, overlay.over))
        overlay = replace(overlay, columns=columns[int(best)])
    return overlay


def _around(cut: Cut, step: float) -> list[Cut]:
    moves = (-2 * step, -step, 0.0, step, 2 * step)
    return [(cut[0] + near, cut[1] + far) for near, far in product(moves, moves)]


def _settled(overlay: Overlay) -> float:
    """Shift and stretch by fractions of a pixel until patches fit; return the best fit seen."""
    best = inked_likeness(overlay.cut(), overlay.over)
    for _ in range(SETTLINGS):
        rows, columns = patch_shifts(overlay.cut(), overlay.over)
        side = len(overlay.under)
        overlay = replace(
            overlay,
            rows=_moved(overlay.rows, rows, side),
            columns=_moved(overlay.columns, columns, side),
        )
        best = max(best, inked_likeness(overlay.cut(), overlay.over))
    return best


def _moved(cut: Cut, line: tuple[float, float], side: int) -> Cut:
    """Return the cut after every point at x has moved by line[0] + line[1] * x pixels."""
    (near, far), (offset, slope) = cut, line
    start, end = (-offset / (1 + slope) / side, (side - offset) / (1 + slope) / side)
    left = 1 - near - far
    return near + start * left, 1 - (near + end * left)


def _coarse(grey: Grey) -> Grey:
    times = len(grey) // COARSE_SIDE
    small = grey.reshape(COARSE_SIDE, times, COARSE_SIDE, times).mean((1, 3))
    return np.asarray(small, dtype=np.float32)


def _correlation(many: Grey, one: Grey) -> Grey:
    """Return each of `many`'s correlation with `one`, over all axes but the first."""
    rest = many.reshape(len(many), -1)
    rest = rest - rest.mean(1, keepdims=True)
    flat = one.ravel() - one.mean()
    length = np.sqrt((rest * rest).sum(1) * (flat * flat).sum()) + 1e-6
    return np.asarray((rest @ flat) / length, dtype=np.float32)
