"""The server of more than one person: what it refuses to start without, and its processes."""
