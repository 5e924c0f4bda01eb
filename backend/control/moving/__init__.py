"""Moving: goods go to another bin or get another disposition."""
