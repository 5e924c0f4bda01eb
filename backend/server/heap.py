"""What a server loads when it starts stays while it serves: nobody need look for garbage there.

Modules, the graph's schema and its documents are some 300,000 objects that never die. A collector
that goes through them again and again takes a fifth of the processor time of a pick, and makes the
longest waits three times as long (docs/benchmarks.md).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG_MAX = 5_000
"""So many more objects made than dropped are worth a look; a pick makes some thousands."""


def load_calmly() -> None:
    """Look for garbage less often: a program that starts makes objects and drops few."""
    gc.set_threshold(YOUNG_MAX)


@contextmanager
def at_rest() -> Iterator[None]:
    """Leave all that is there now out of every search for garbage, until the end."""
    load_calmly()
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
