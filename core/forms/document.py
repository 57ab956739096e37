"""Registration forms on paper: many people, one PDF, the same bytes for the same forms."""

import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from core.forms.closing import (
    SIGNS_FOOT,
    Issued,
    closing_height,
    draw_foot,
    draw_result,
    draw_signs,
)
from core.forms.grid import (
    BLANK_HEIGHT,
    EMPTY_HEIGHT,
    HEAD_HEIGHT,
    draw_blank,
    draw_head,
    draw_no_rows,
    draw_rows,
    draw_totals,
)
from core.forms.heading import (
    CONTINUED_HEIGHT,
    TOP,
    draw_continued_head,
    draw_first_head,
    first_head_height,
)
from core.forms.legible import Named, legible, legible_form
from core.forms.lettering import REGULAR, lettering
from core.forms.pen import HEIGHT, WIDTH, Pen
from core.forms.registration import RegistrationForm
from core.forms.table import LaidRow, laid, paged
from core.texts import language, say


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF, and (person, character) for each character that it shows as 〓."""

    pdf: bytes
    missing: tuple[tuple[str, str], ...]


def draw(forms: Sequence[RegistrationForm]) -> Drawn:
    """Draw the forms one after the other; takes CPU time and the GIL, so call it in a worker.

    Raises ValueError without forms.
    """
    book = RegistrationBook(language())
    book.add(forms)
    return book.closed()


class IssuedForm(Named, Issued, Protocol):
    """One person's form as a book takes it."""

    @property
    def unit(self) -> str: ...
    @property
    def year(self) -> int: ...


F = TypeVar("F", bound=IssuedForm)


class Book(ABC, Generic[F]):
    """A document that grows by one person after another.

    The date inside the file is the latest issue time of the forms, its language the one `spoken`.
    `title` and `subject` are the sentences that name its kind, and what this one is about.
    """

    title: str
    subject: str

    @abstractmethod
    def draw(self, form: F, place: str) -> None:
        """Draw one person's form, and mark the page it begins on as this place."""

    def finish(self) -> None:
        """End what is still open."""

    def __init__(self, spoken: str) -> None:
        lettering()
        self.canvas = PackedCanvas(
            None,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
            lang=spoken,
        )
        self._people = 0
        self._first: F | None = None
        self._issued_at = datetime.min.replace(tzinfo=UTC)
        self._missing: dict[tuple[str, str], None] = {}

    def add(self, forms: Sequence[F]) -> None:
        """Draw the next people's forms, each under its own code."""
        for form in forms:
            self._first = self._first or form
            self._issued_at = max(self._issued_at, form.issued_at)
            shown, lacking = legible_form(form)
            self._missing |= dict.fromkeys(lacking)
            place = f"form-{self._people}"
            self.canvas.addOutlineEntry(f"{shown.name} · {shown.year}", place)
            self.draw(shown, place)
            self._people += 1

    def closed(self) -> Drawn:
        """Return the whole document. Raises ValueError when nobody is in it."""
        if self._first is None:
            raise ValueError("a document needs at least one form")
        self.finish()
        _inscribe(self.canvas, say(self.title), self.subject, self._first, self._issued_at)
        return Drawn(self.canvas.getpdfdata(), tuple(self._missing))


class RegistrationBook(Book[RegistrationForm]):
    """Registration forms, each on pages of its own."""

    title, subject = "form-title", "form-subject"

    def draw(self, form: RegistrationForm, place: str) -> None:
        """Draw one person's year."""
        self.canvas.bookmarkPage(place)
        _draw_form(self.canvas, form)


class PackedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that packs each page as it is done: as text, a thousand would fill the memory."""

    def showPage(self) -> None:  # noqa: N802
        name = self._doc.thisPageName()
        super().showPage()
        page = self._doc.idToObject[name]
        packed = PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")])})
        page.Contents = PDFStream(packed, zlib.compress(page.stream.encode()))
        page.stream = None


def _draw_form(canvas: Canvas, form: RegistrationForm) -> None:
    pen = Pen(canvas)
    pages = _pages(form)
    for number, rows in enumerate(pages, start=1):
        head = draw_first_head if number == 1 else draw_continued_head
        y = draw_head(pen, head(pen, form))
        y = draw_rows(pen, y, rows) if form.rows else draw_no_rows(pen, y)
        if number == len(pages):
            _draw_closing(pen, y, form)
        draw_foot(pen, form, number, len(pages))
        canvas.showPage()


def _draw_closing(pen: Pen, y: float, form: RegistrationForm) -> None:
    spare = y - SIGNS_FOOT - closing_height(form)
    if form.rows and spare > 2 * BLANK_HEIGHT:
        y = draw_blank(pen, y)
    y = draw_totals(pen, y, form.totals)
    draw_result(pen, y, form)
    draw_signs(pen, form)


def _pages(form: RegistrationForm) -> list[list[LaidRow]]:
    rows = [laid(row) for row in form.rows]
    room = TOP - CONTINUED_HEIGHT - HEAD_HEIGHT - SIGNS_FOOT
    first_room = TOP - first_head_height(form) - HEAD_HEIGHT - SIGNS_FOOT
    closing = closing_height(form) + (0 if rows else EMPTY_HEIGHT)
    return paged(rows, first_room, room, closing)


def _inscribe(
    canvas: Canvas, title: str, subject: str, first: IssuedForm, issued_at: datetime
) -> None:
    """Write what a file browser shows, and when the forms were issued."""
    year = str(first.year)
    stamp = issued_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setTitle(legible(say(subject, unit=first.unit, year=year))[0])
    canvas.setSubject(title)
    canvas.setAuthor(legible(first.unit)[0])
    canvas.setCreator(say("app-name"))
