"""Files out: what can be imported, and the ledger."""
