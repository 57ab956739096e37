"""A PDF's pages. Runs in a bounded process only: a hostile PDF may loop or eat memory."""

import pypdfium2

from core.evidence.cutting import VIEW_SIDE
from core.evidence.pictures import Looks, looks_of_page
from core.evidence.refusals import BrokenFile, FileEncrypted, TooManyPages

MOST_PAGES = 200
PASSWORD_WANTED = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def look_into_pdf(content: bytes) -> tuple[int, Looks | None]:
    """Return how many pages a PDF has, and the looks of its first when it could be drawn.

    Raises FileEncrypted, TooManyPages or BrokenFile.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code in PASSWORD_WANTED:
            raise FileEncrypted from fault
        raise BrokenFile from fault
    try:
        return _count(pdf), _first(pdf)
    finally:
        pdf.close()


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


def _first(pdf: pypdfium2.PdfDocument) -> Looks | None:
    try:
        page = pdf[0]
        longest = max(page.get_size())
        picture = page.render(scale=VIEW_SIDE / longest).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ArithmeticError, ValueError):
        return None
    picture.thumbnail((VIEW_SIDE, VIEW_SIDE))
    return looks_of_page(picture)
