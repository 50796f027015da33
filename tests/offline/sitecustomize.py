"""Loaded by every Python that a test starts, since this folder is on its ``PYTHONPATH``."""

from loopback_only import refuse_outbound_connections

refuse_outbound_connections()
