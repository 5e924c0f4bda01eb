"""A real warehouse at work, killed at random moments: what it said yes to must stay."""
