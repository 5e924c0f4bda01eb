"""Change owners, suppliers, customers, channels and carriers."""
