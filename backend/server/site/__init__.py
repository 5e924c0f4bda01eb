"""The pages that browsers open: the built client, and what may go with every page."""
