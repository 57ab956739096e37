"""What a rule may say instead of yes; each code names the sentence `refusal-<code>`."""

from functools import partial


class Refusal(Exception):
    """A rule said no; `details` fill the blanks of the sentence that says so.

    `retry_seconds`: after so long the same may succeed; 0 where waiting does not help.
    """

    code = "not-allowed"
    status = 422
    retry_seconds = 0

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    @property
    def is_outage(self) -> bool:
        """Whether nothing can be kept now, whatever is asked for: a full disk, a held database."""
        return self.status >= 500

    def __reduce__(self) -> tuple[object, ...]:
        """Refusals raised in a worker process reach the one that waits for them."""
        return (partial(type(self), **self.details), ())


class NotKept(Refusal):
    """One of several was not done, as nothing could be kept any more by then."""

    code = "not-kept"
    status = 503
    retry_seconds = 5


class NotFound(Refusal):
    """There is no such thing, or none that this person may know of."""

    code = "not-found"
    status = 404


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403


class MadeAlready(Refusal):
    """What has this id is there: the very form that asks for it was taken before."""

    code = "made-already"
    status = 409


class SignInNeeded(Refusal):
    code = "sign-in-needed"
    status = 401
