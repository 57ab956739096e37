"""A PDF's pages. Runs in a bounded process only: a hostile PDF may loop or eat memory."""

import resource
from io import BytesIO

import pypdfium2
from pypdfium2 import raw

from core.evidence.cutting import VIEW_SIDE
from core.evidence.pdf_fonts import draw_chinese_with_ours
from core.evidence.pictures import Looks, looks_of_page
from core.evidence.refusals import (
    BrokenFile,
    FileEncrypted,
    FileIsDynamicForm,
    FileIsPortfolio,
    TooManyPages,
)

MOST_PAGES = 200
LEFT_BYTES = 96 * 1024 * 1024
PASSWORD_WANTED = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def look_into_pdf(content: bytes) -> tuple[int, Looks | None]:
    """Return how many pages a PDF has, and the looks of its first when it could be drawn.

    Seals and filled fields are drawn with it. Raises FileEncrypted, TooManyPages, BrokenFile, and
    FileIsDynamicForm or FileIsPortfolio for what has no pages of its own to show.
    """
    draw_chinese_with_ours()
    _leave_memory()
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code in PASSWORD_WANTED:
            raise FileEncrypted from fault
        raise BrokenFile from fault
    try:
        _check_kind(pdf, content)
        return _count(pdf), _first(pdf)
    finally:
        pdf.close()


def _leave_memory() -> None:
    """Take less than a picture may: a page needs little and can ask for no end."""
    most, hard = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (most - LEFT_BYTES, hard))


def _check_kind(pdf: pypdfium2.PdfDocument, content: bytes) -> None:
    if pdf.get_formtype() == raw.FORMTYPE_XFA_FULL:
        raise FileIsDynamicForm
    if raw.FPDFDoc_GetAttachmentCount(pdf) > 0 and _is_portfolio(content):
        raise FileIsPortfolio
    try:
        pdf.init_forms()
    except pypdfium2.PdfiumError as fault:
        raise BrokenFile from fault
    if pdf.formenv:  # as on paper: a field is not to be filled in here
        raw.FPDF_SetFormFieldHighlightAlpha(pdf.formenv, 0)


def _is_portfolio(content: bytes) -> bool:
    """Return whether the attachments are what the file is about (ISO 32000-1, 12.3.5)."""
    from pypdf import PdfReader  # noqa: PLC0415 - in the child that looks, nowhere else
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        return "/Collection" in PdfReader(BytesIO(content)).root_object
    except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError):
        return False


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
