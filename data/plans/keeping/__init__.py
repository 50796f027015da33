"""How plans are kept: every edit for good, in SQLite or PostgreSQL; review, notes, versions, jobs."""
