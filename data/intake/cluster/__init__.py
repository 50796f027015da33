"""Ingest on a cluster: the same partitions as in one process, spread by Dask and published once."""
