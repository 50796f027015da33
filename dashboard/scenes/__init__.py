"""Scenes of a brief as HTML and SVG: the wall, the presenter's view and the file that needs no server."""
