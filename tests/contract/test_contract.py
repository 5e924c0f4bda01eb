"""What stands under schema/ is what the code says, and fits itself."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_contract_is_current() -> None:
    """In a process of its own: the refusals of tests are no part of it."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.contract", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
