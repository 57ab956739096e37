"""Handlers: an update becomes one use case's call, its answer becomes words."""
