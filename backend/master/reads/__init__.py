"""Master data as people look at it: whole rows and lists. Commands use the leaner reads above."""
