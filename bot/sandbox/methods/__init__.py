"""The methods of the Bot API that the sandbox knows, by their lower-case names."""

from bot.sandbox.methods.editing import EDITING
from bot.sandbox.methods.receiving import RECEIVING
from bot.sandbox.methods.sending import SENDING
from bot.sandbox.methods.settings import SETTINGS

METHODS = {
    name.lower(): method for name, method in {**RECEIVING, **SENDING, **EDITING, **SETTINGS}.items()
}
