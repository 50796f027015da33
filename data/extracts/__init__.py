"""The contract of an extract format, and finding the reader for a file.

Adding a format is adding one file to this package with ``READER = Reader(...)``. A
reader is chosen by looking at the content, never at the name.
"""

from __future__ import annotations
