"""From a file to a data version: checks, report, quarantine and the embedded store."""
