"""Handing out a file that was made for the person who asks."""

from urllib.parse import quote

from quart import Response

from core.exports import Document
from core.usecases.jobs.jobs import Result


def handed(document: Document, place: str, *, plain: str) -> Response:
    """Return the file, to be opened (`inline`) or kept (`attachment`); nobody else keeps it.

    Browsers that do not read RFC 6266 are given the name `plain`.
    """
    response = Response(document.content, content_type=document.media_type)
    return _named(response, document.name, place, plain)


def handed_in_parts(result: Result, *, plain: str) -> Response:
    """Return a file to be kept, as its parts come: nobody holds all of it."""
    response = Response(result.parts, content_type=result.media_type)
    response.headers["Content-Length"] = str(result.size_bytes)
    return _named(response, result.name, "attachment", plain)


def _named(response: Response, name: str, place: str, plain: str) -> Response:
    ending = name.rpartition(".")[2]
    simple = f"{plain}.{ending}" if ending.isascii() and ending.isalnum() else plain
    named = f"{place}; filename=\"{simple}\"; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = named
    response.headers["Cache-Control"] = "private, no-store"
    return response
