"""A site under load and under faults, measured: what was lost, and how long until it answered again."""
