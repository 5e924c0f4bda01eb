"""Archives: old stretches of entries as files that prove themselves against the chain of seals."""
