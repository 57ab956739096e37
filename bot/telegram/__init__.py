"""Telegram: updates fetched or brought, messages with buttons that can be changed later."""
