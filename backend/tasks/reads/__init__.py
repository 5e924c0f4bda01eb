"""Questions about tasks, cases and approvals, as lists and screens ask them."""
