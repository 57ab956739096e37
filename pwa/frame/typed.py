"""What was typed and could not be taken: it stands in the page that answers, to be sent again.

Nothing is stored, here or in the browser: the fields are hidden in that page, and go from there
to where they were going.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from quart import redirect, render_template, request
from quart.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from pwa.frame import session
from pwa.frame.connection import KILOBYTE

ADDRESS_LIKE, WITH_FILES = "application/x-www-form-urlencoded", "multipart/form-data"
FIELD = "typed"
PASSWORDS = frozenset({"password", "old", "new", "again"})
TYPED_ANEW = frozenset({"document"})  # no page repeats a document's number
LARGEST = 128 * KILOBYTE


@dataclass(frozen=True, slots=True)
class Typed:
    """A form on its way: where it goes, its fields; what is typed anew, files to be chosen anew."""

    action: str
    fields: Sequence[tuple[str, str]]
    anew: Sequence[str] = ()
    files: Sequence[str] = ()

    @property
    def written(self) -> str:
        """Return it as one field of another form."""
        return json.dumps([self.action, self.fields, self.anew, self.files], ensure_ascii=False)


async def typed_here() -> Typed | None:
    """Return what this request brought, without its files; None where it brought a password."""
    if request.method != "POST" or request.mimetype not in {ADDRESS_LIKE, WITH_FILES}:
        return None
    try:
        pairs = list((await request.form).items(multi=True))
        files = sorted(await request.files)
    except (HTTPException, OSError):  # a large file lies on the disk while it is read
        return None
    size = sum(len(name) + len(value) for name, value in pairs)
    if not pairs or size > LARGEST or any(name in PASSWORDS for name, _ in pairs):
        return None
    kept = [(name, value) for name, value in pairs if name not in TYPED_ANEW]
    anew = sorted({name for name, value in pairs if name in TYPED_ANEW and value})
    return Typed(request.full_path.removesuffix("?"), kept, anew, files)


def typed_before(form: MultiDict[str, str]) -> Typed | None:
    """Return what a form carries for another one, None for nothing and for what is damaged."""
    try:
        action, fields, *others = json.loads(form.get(FIELD, ""))
        pairs = [(str(name), str(value)) for name, value in fields]
        anew, files = ([str(name) for name in names] for names in others)
    except (ValueError, TypeError, RecursionError):
        return None
    is_here = isinstance(action, str) and session.local_path(action, "") == action
    return Typed(action, pairs, anew, files) if is_here else None


async def gone_on(wanted: str, typed: Typed | None) -> ResponseReturnValue:
    """Lead somebody who is in to where they wanted to go, or put before them what they typed."""
    if typed is None:
        return redirect(wanted, 303)
    return await render_template("frame/again.html", typed=typed, next=wanted)
