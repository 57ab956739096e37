"""What the chat shows: values of the domain laid out as messages with buttons; no sending here."""
