"""The chain of seals over the log: what was sealed cannot be rewritten without a trace."""
