"""Backups: the store, the databases and the heads of the audit record, of one moment, and back again."""
