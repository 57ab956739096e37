"""The addresses of the review: the queue one came from, and what its next page shall tell."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from quart import url_for
from werkzeug.datastructures import MultiDict

from pwa.frame.fields import Fields
from pwa.frame.session import local_path

LONGEST_BACK = 16_000
"""As long as what is told of a hundred cases."""
TOLD = ("batch", "outcome", "at")


def back_of(sent: Fields, segment: str) -> str:
    """Return the queue that a form was sent from, with its filters.

    Sent from elsewhere it leads to the queue of the kind, with what can still be undone.
    """
    back = local_path(sent.text("back", longest=LONGEST_BACK))
    if urlsplit(back).path == url_for("review.queue"):
        return back
    return url_for("review.queue", kind=segment, undo=as_query(back).texts("undo"))


def as_query(address: str) -> Fields:
    """Return the fields of an address."""
    return Fields(MultiDict(parse_qsl(urlsplit(address).query)))


def with_told(address: str, **told: str | list[str]) -> str:
    """Return the queue's address with what the next page shall tell instead of the last one."""
    past = {*TOLD, *told}
    plain = [(name, text) for name, text in parse_qsl(urlsplit(address).query) if name not in past]
    asked = urlencode([*plain, *told.items()], doseq=True)
    return f"{urlsplit(address).path}?{asked}"
