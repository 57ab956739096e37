refusal-database-busy = The system is busy and nothing was saved this time. Please wait a moment and try again.
