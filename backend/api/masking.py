"""What a client reads when something was raised: our own words, or a reference to the log."""

import asyncpg
import structlog
from graphql import GraphQLError

from backend.api.errors import OutageError, PublicError, TooSlowError
from backend.kernel.ids import new_id
from backend.kernel.refusals import Refusal

log = structlog.get_logger(__name__)

_OUTAGES = (
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)
_TOO_SLOW = (TimeoutError, asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError)


def masked(error: GraphQLError) -> GraphQLError:
    """Return the error as the client may see it; an unexpected one is logged once, in full."""
    cause = error.original_error
    if isinstance(error, PublicError) or _is_request_error(error):
        return error
    match cause:
        case PublicError():
            return _told(error, cause.message, cause.extensions)
        case Refusal():
            return _told(error, str(cause), {"code": cause.code, "facts": dict(cause.facts)})
        case _ if isinstance(cause, _TOO_SLOW):
            slow = TooSlowError()
            return _told(error, slow.message, slow.extensions)
        case _ if isinstance(cause, _OUTAGES):
            _log(error, "database outage")
            return _told(error, "Try again in a moment.", {"code": OutageError.code})
    reference = _log(error, "internal error")
    told = {"code": "INTERNAL", "reference": reference}
    return _told(error, f"internal error, reference {reference}", told)


def _is_request_error(error: GraphQLError) -> bool:
    """Tell whether the request itself was wrong: a value that its type does not take."""
    if error.path is None:
        return bool(error.nodes) or bool(error.source)
    return error.original_error is None and error.message.startswith("Argument ")


def _told(error: GraphQLError, message: str, extensions: object) -> GraphQLError:
    assert isinstance(extensions, dict)
    return GraphQLError(message, nodes=error.nodes, path=error.path, extensions=extensions)


def _log(error: GraphQLError, event: str) -> str:
    reference = new_id().hex[-12:]
    path = ".".join(str(part) for part in error.path or ())
    log.error(event, reference=reference, path=path, exc_info=error.original_error or error)
    return reference
