"""What the database itself refuses."""

from core.domain.errors import Refusal


class DatabaseBusy(Refusal):
    """The database cannot be reached, or others held it for too long; nothing was changed."""

    code = "database-busy"
    status = 503
