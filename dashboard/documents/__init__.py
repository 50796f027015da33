"""Briefs as documents: PDF, PowerPoint, PNG and HTML, made in the background and delivered on a schedule."""
