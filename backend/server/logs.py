"""One log line for each thing worth knowing, as JSON on standard output, with the request's ids."""

import logging
import sys
import warnings
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from backend.server.settings import Settings

SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)
QUIET = ("uvicorn.access", "tortoise", "strawberry.execution")
"""The access log is ours; the others repeat what is logged at the edge."""

NEVER_BEGUN = r"coroutine '(GraphQLCoreConverter|Executor)\."
"""A question that is stopped at its time limit has parts that had not begun. They never do, and the
engine drops them without a word to Python, which would warn of each."""


def set_up(settings: Settings) -> None:
    """Send every logger of this process through one formatter."""
    warnings.filterwarnings("ignore", NEVER_BEGUN, RuntimeWarning)
    renderer: Processor = structlog.processors.JSONRenderer()
    if settings.log == "plain":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_color_message,
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logger(name: str) -> Any:
    """Return a logger whose lines are events with fields."""
    return structlog.stdlib.get_logger(name)


def _without_color_message(_: Any, __: str, event: EventDict) -> EventDict:
    """Drop the web server's second, colored wording of its messages."""
    event.pop("color_message", None)
    return event
