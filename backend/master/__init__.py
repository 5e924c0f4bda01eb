"""Master data: items, places, partners, people and devices."""
