"""Have the kernel end a process when its parent ends, however the parent ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PARENT_DEATH_SIGNAL = 1


def end_with_parent(parent: int, *, sending: signal.Signals) -> Callable[[], None]:
    """Return a call for the child to make; it leaves at once if the parent is gone already.

    Only Linux knows this. Elsewhere a child of a killed parent must be stopped by hand.
    """
    if sys.platform != "linux":
        return _nothing_to_ask
    # Looked up before the fork: between fork and exec a child should do next to nothing.
    prctl = ctypes.CDLL(None).prctl

    def in_child() -> None:
        prctl(PARENT_DEATH_SIGNAL, int(sending))
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def _nothing_to_ask() -> None:
    return
