"""The floor's work: tasks, cases and approvals."""
