"""Who gets to a page at all."""

from enum import StrEnum


class Access(StrEnum):
    """Who gets to a page at all; what they may do there is the use case's to say.

    `FIRST` is what a session does before anything else, `ANY_SESSION` what it does while its person
    has no password yet. Machines prove themselves by a secret of their own: no cookie counts there.
    """

    EVERYBODY = "everybody"
    MACHINES = "machines"
    FIRST = "first"
    ANY_SESSION = "any-session"
    SIGNED_IN = "signed-in"
