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

    def __reduce__(self) -> tuple[object, ...]:
        """Refusals raised in a worker process reach the one that waits for them."""
        return (partial(type(self), **self.details), ())


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
