"""The memo's programmes: one small module for each, and the tables by which they are found."""

from data.briefs.programmes.programme import Programme, ProgrammePanels
from data.briefs.programmes.registry import PROGRAMMES, programme_panels

__all__ = ["PROGRAMMES", "Programme", "ProgrammePanels", "programme_panels"]
