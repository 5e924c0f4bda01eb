"""People, roles, devices and logins."""
