"""Watch a command run: its time, its refusal, and its id on every line of the log meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from structlog.contextvars import bind_contextvars

from backend.kernel.metrics import PERFORM_SECONDS, REFUSED
from backend.kernel.refusals import Refusal


@contextmanager
def watched(command: str, operation_id: UUID) -> Iterator[None]:
    """Time one command and count what it was refused with."""
    bind_contextvars(operation_id=str(operation_id))
    with PERFORM_SECONDS.labels(command).time():
        try:
            yield
        except Refusal as refusal:
            REFUSED.labels(refusal.code).inc()
            raise
