"""Incidents sorted along a curve, and trees over them: which rows lie in a shape, and what they say."""
