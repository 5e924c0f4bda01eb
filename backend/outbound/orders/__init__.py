"""Orders: what is wanted, what is promised, what holds it, what is called off."""
