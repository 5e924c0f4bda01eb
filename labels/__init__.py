"""Labels: data in, bytes out."""
