"""Who came in, what they may do and what they did: accounts, sign-ins, the audit record."""
