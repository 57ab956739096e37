"""Workbooks that somebody sent: .xlsx, the old .xls, and text with separators."""

from core.workbooks.cells import Cell, LostDigits, Unreadable, day_text, text_of
from core.workbooks.intake import read_workbook
from core.workbooks.reading import Sheet

__all__ = ["Cell", "LostDigits", "Sheet", "Unreadable", "day_text", "read_workbook", "text_of"]
