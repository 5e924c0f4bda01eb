"""The demo's page for newcomers: badges, codes to scan, and a handheld in any browser."""
