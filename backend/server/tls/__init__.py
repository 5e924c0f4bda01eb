"""HTTPS on the warehouse's own network: an authority, a certificate, and a page to trust it."""
