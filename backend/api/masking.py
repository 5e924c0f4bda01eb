"""What a client reads when something was raised: our own words, or a reference to the log."""

import asyncpg
import structlog
from graphql import GraphQLError
from strawberry.exceptions import StrawberryInputCoercionError

from backend.api.errors import OutageError, PublicError, TooSlowError
from backend.api.unwritable import PROBLEM, is_unwritable
from backend.kernel.ids import new_id
from backend.kernel.outages import is_outage
from backend.kernel.refusals import Refusal

log = structlog.get_logger(__name__)

INPUT = "INPUT_INVALID"
INTERNAL = "INTERNAL"

_SHORTAGES = (asyncpg.OperatorInterventionError, asyncpg.InsufficientResourcesError)
_TOO_SLOW = (TimeoutError, asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError)


def masked(error: GraphQLError) -> GraphQLError:
    """Return the error as the client may see it; an unexpected one is logged once, in full."""
    if isinstance(error, PublicError):
        return error
    told = _public(error, error.original_error)
    if told is None:
        reference = _log(error, "internal error")
        extensions = {"code": INTERNAL, "reference": reference}
        told = GraphQLError(f"internal error, reference {reference}", extensions=extensions)
    return GraphQLError(
        told.message, nodes=error.nodes, path=error.path, extensions=told.extensions
    )


def _public(error: GraphQLError, cause: Exception | None) -> GraphQLError | None:
    """Return what may be said of an error that we know, with its code; None of others."""
    match cause:
        case PublicError():
            return cause
        case Refusal():
            facts = {"code": cause.code, "facts": dict(cause.facts)}
            return GraphQLError(str(cause), extensions=facts)
        case _ if _is_request_error(error) or is_unwritable(cause):
            said = f"A value {PROBLEM}." if is_unwritable(cause) else error.message
            return GraphQLError(said, extensions={"code": INPUT})
        case _ if isinstance(cause, _TOO_SLOW):
            return TooSlowError()
        case _ if isinstance(cause, _SHORTAGES) or is_outage(cause):
            _log(error, "database outage")
            return OutageError("The database does not answer; try again in a moment.")
    return None


def _is_request_error(error: GraphQLError) -> bool:
    """Tell whether the request itself was wrong: a value that its type does not take."""
    if isinstance(error.original_error or error, StrawberryInputCoercionError):
        return True  # an input of which exactly one field is to be given
    if error.path is None:
        return bool(error.nodes) or bool(error.source)
    return error.original_error is None and error.message.startswith("Argument ")


def _log(error: GraphQLError, event: str) -> str:
    reference = new_id().hex[-12:]
    path = ".".join(str(part) for part in error.path or ())
    log.error(event, reference=reference, path=path, exc_info=error.original_error or error)
    return reference
