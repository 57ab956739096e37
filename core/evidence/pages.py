"""A PDF's pages. Runs in a bounded process only: a hostile PDF may loop or eat memory."""

from dataclasses import dataclass
from io import BytesIO

import pypdfium2

from core.evidence.refusals import BrokenFile, FileEncrypted, TooManyPages

MOST_PAGES = 200
PAGE_SIDE = 1600
PAGE_QUALITY = 85
PASSWORD_WANTED = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages a PDF has, and its first as a JPEG when it could be drawn."""

    count: int
    first: bytes | None


def look_into_pdf(content: bytes) -> Pages:
    """Open a PDF; raises FileEncrypted, TooManyPages or BrokenFile."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code in PASSWORD_WANTED:
            raise FileEncrypted from fault
        raise BrokenFile from fault
    return Pages(_count(pdf), _first(pdf))


def _count(pdf: pypdfium2.PdfDocument) -> int:
    count = len(pdf)
    if count > MOST_PAGES:
        raise TooManyPages(pages=count, limit=MOST_PAGES)
    try:
        for number in range(count):
            pdf.get_page_size(number)  # walks the page tree, and fails where it bites its tail
    except pypdfium2.PdfiumError as fault:
        raise BrokenFile from fault
    if not count:
        raise BrokenFile
    return count


def _first(pdf: pypdfium2.PdfDocument) -> bytes | None:
    try:
        page = pdf[0]
        longest = max(page.get_size())
        picture = page.render(scale=PAGE_SIDE / longest).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ArithmeticError, ValueError):
        return None
    picture.thumbnail((PAGE_SIDE, PAGE_SIDE))
    out = BytesIO()
    picture.save(out, "JPEG", quality=PAGE_QUALITY)
    return out.getvalue()
