"""What stops a command on this machine, said to the person at the terminal."""


class Trouble(Exception):  # noqa: N818 - an answer for a person, like a refusal
    """Something outside the program is missing or in the way; it exits with `exit_code`."""

    def __init__(self, what: str, remedy: str, *, exit_code: int = 1) -> None:
        """Say what is wrong, and what to do about it."""
        self.exit_code = exit_code
        super().__init__(f"{what} {remedy}")
