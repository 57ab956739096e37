"""A sheet of our own to draw on: the same content, drawn at the same moment, is the same file."""

from datetime import UTC, datetime
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from core.forms.lettering import REGULAR, lettering
from core.forms.pen import HEIGHT, WIDTH, Pen
from core.texts import language, say


class Sheet:
    """An A4 page under way."""

    def __init__(self, title: str, author: str, made_at: datetime) -> None:
        lettering()
        self._paper = BytesIO()
        self._canvas = Canvas(
            self._paper,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
            lang=language(),
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator(say("app-name"))
        stamp = made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        self._canvas.setDateFormatter(lambda *_: stamp)
        self.pen = Pen(self._canvas)

    def turn(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()

    def pdf(self) -> bytes:
        """Return the file; the page under way is its last."""
        self._canvas.showPage()
        self._canvas.save()
        return self._paper.getvalue()
