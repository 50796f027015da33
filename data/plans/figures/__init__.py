"""What a plan comes to: figures of its regions, the ledger, balance, coverage, overlap."""
