"""Why a workbook is not read. Each sentence also says what to do instead."""

from core.domain.errors import Refusal


class NotAWorkbook(Refusal):
    """Neither .xlsx, .xls nor text with separators, whatever its name says."""

    code = "not-a-workbook"
    status = 415


class WorkbookBroken(Refusal):
    """Truncated, damaged, or built so that opening it passes every bound."""

    code = "workbook-broken"


class WorkbookEncrypted(Refusal):
    code = "workbook-encrypted"


class WorkbookHasMacros(Refusal):
    """It carries a program along; nobody needs one to hand in a table."""

    code = "workbook-has-macros"


class WorkbookTooLarge(Refusal):
    """Blank: `limit_mb`, how large it may be, packed or unpacked."""

    code = "workbook-too-large"
    status = 413


class TooManyCells(Refusal):
    """Blanks: the `cell` that lies too far out, and how many `rows` and `columns` are read."""

    code = "too-many-cells"
    status = 413


class WorkbookEmpty(Refusal):
    code = "workbook-empty"
