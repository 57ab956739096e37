"""Where a long picture is cut into pages, so that what is written on it can be read."""

from math import ceil

VIEW_SIDE = 1600
LONG = 3.0
READABLE_SIDE = 720
PAGE_SHAPE = 1.4
MOST_CUTS = 20
OVERLAP = 0.05
END_OF_PAGE = b"\xff\xd9\xff\xd8"  # end of one JPEG, start of the next: never inside one of ours

Size = tuple[int, int]
Box = tuple[int, int, int, int]


def cuts(size: Size) -> list[Box]:
    """Return the pages of a picture in reading order, each with the last lines of the one before.

    One page, unless it is long and small enough to look at only by becoming illegible.

    >>> cuts((4032, 3024))
    [(0, 0, 4032, 3024)]
    >>> cuts((1080, 5000))
    [(0, 0, 1080, 1250), (0, 1188, 1080, 2500), (0, 2438, 1080, 3750), (0, 3688, 1080, 5000)]
    """
    width, height = size
    step = _step(size)
    starts = range(0, max(size), step)
    spans = [(max(0, at - round(step * OVERLAP)), min(at + step, max(size))) for at in starts]
    if width > height:
        return [(start, 0, end, height) for start, end in spans]
    return [(0, start, width, end) for start, end in spans]


def reading_shrink(size: Size) -> float:
    """Return by how much a picture of this size is made smaller to be looked at, 1 at most."""
    return min(1.0, VIEW_SIDE / _step(size))


def _step(size: Size) -> int:
    """Return how much of the longer side is on one page."""
    longer, shorter = max(size), min(size)
    if longer <= LONG * shorter or shorter * VIEW_SIDE >= READABLE_SIDE * longer:
        return longer
    if longer <= VIEW_SIDE:
        return longer
    count = min(MOST_CUTS, ceil(longer / (PAGE_SHAPE * shorter)))
    return ceil(longer / count)


def view_pages(view: bytes) -> list[bytes]:
    """Return the JPEGs that a view holds one behind the other.

    >>> view_pages(bytes.fromhex("ffd801ffd9ffd802ffd9"))
    [b'\\xff\\xd8\\x01\\xff\\xd9', b'\\xff\\xd8\\x02\\xff\\xd9']
    """
    first, *others = view.split(END_OF_PAGE)
    pages = [first, *(END_OF_PAGE[2:] + page for page in others)]
    return [*(page + END_OF_PAGE[:2] for page in pages[:-1]), pages[-1]]
