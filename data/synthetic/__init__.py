"""Synthetic incidents: seeded, labelled, with planted truth. They describe nothing that happened."""
