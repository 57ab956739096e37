"""The chat, whichever service carries it: what comes becomes one use case, its answer a screen."""
