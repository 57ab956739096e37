"""Handing out a file that was made for the person who asks."""

from urllib.parse import quote

from quart import Response

from core.exports import Document


def handed(document: Document, place: str, *, plain: str) -> Response:
    """Return the file, to be opened (`inline`) or kept (`attachment`); nobody else keeps it.

    Browsers that do not read RFC 6266 are given the name `plain`.
    """
    response = Response(document.content, content_type=document.media_type)
    simple = f"{plain}.{document.name.rpartition('.')[2]}"
    named = f"{place}; filename=\"{simple}\"; filename*=UTF-8''{quote(document.name)}"
    response.headers["Content-Disposition"] = named
    response.headers["Cache-Control"] = "private, no-store"
    return response
