"""Briefs: ordered scenes that say what is different, how sure we are, and what is asked."""
