"""GraphQL over HTTP: one operation in, one answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphql import GraphQLError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from backend.api.asked import (
    GRAPHQL,
    JSON,
    Asked,
    BadRequestError,
    media_type,
    read_body,
    read_query,
)
from backend.api.context import Caller
from backend.api.errors import PublicError
from backend.api.front import Front
from backend.api.masking import INTERNAL, masked

BODY_MAX = 262_144
DEVICE_BODY_MAX = 65_536
BAD_REQUEST = 400
METHOD_NOT_ALLOWED = 405
STATUSES = {kind.code: kind.status for kind in PublicError.__subclasses__()} | {INTERNAL: 500}
METHODS = {"GET": (OperationType.QUERY,), "POST": (OperationType.QUERY, OperationType.MUTATION)}


@dataclass(frozen=True, slots=True)
class Read:
    """A request that may be tried: who sent it, what it asks, what it wants to read."""

    caller: Caller
    asked: Asked
    media_type: str


class HttpView:
    """Answers queries and mutations."""

    def __init__(self, front: Front) -> None:
        """Stand behind this front."""
        self._front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        read = await read_request(request, self._front, offered=(GRAPHQL, JSON))
        response = read if isinstance(read, Response) else await self._answer(request, read)
        response.headers["vary"] = "Accept, Origin"
        response.headers["cache-control"] = "no-store"
        await response(scope, receive, send)

    async def _answer(self, request: Request, read: Read) -> Response:
        result = await self._front.engine.execute(
            read.asked.query,
            context_value=read.caller,
            variable_values=read.asked.variables,
            operation_name=read.asked.operation_name,
            allowed_operation_types=METHODS[request.method],
        )
        response = answer(read.media_type, result)
        for cookie in read.caller.cookies:
            response.headers.append("set-cookie", cookie)
        return response


async def read_request(
    request: Request, front: Front, *, offered: tuple[str, ...]
) -> Read | Response:
    """Read a request to the end, or return the answer that says what is wrong with it."""
    if request.method not in METHODS:
        return _refusal(BadRequestError(METHOD_NOT_ALLOWED, "Send GET or POST."))
    try:
        kind = media_type(request.headers.get("accept"), offered)
        caller = await front.caller(request)
        return Read(caller, await _read_asked(request, front, caller), kind)
    except BadRequestError as error:
        return _refusal(error)
    except HTTPException as error:  # such as a body limit around us
        return _refusal(BadRequestError(error.status_code, error.detail))
    except PublicError as error:
        return answer(GRAPHQL, PreExecutionError(data=None, errors=[error]))
    except Exception as error:  # noqa: BLE001 - the outermost edge; `masked` logs it once
        hidden = masked(GraphQLError("", original_error=error))
        return answer(GRAPHQL, PreExecutionError(data=None, errors=[hidden]))


async def _read_asked(request: Request, front: Front, caller: Caller) -> Asked:
    """Read the operation of a request; a handheld may send less than others."""
    if request.method == "GET":
        return Asked.of(read_query(request), front.engine)
    is_device = caller.login is not None and caller.login.device_id is not None
    body = await read_body(request, DEVICE_BODY_MAX if is_device else BODY_MAX)
    return Asked.of(body, front.engine)


def body_of(result: ExecutionResult) -> dict[str, object]:
    """Return the answer as the specification shapes it: no `data` when nothing was run."""
    body: dict[str, object] = {}
    if result.errors:
        body["errors"] = [error.formatted for error in result.errors]
    if not is_request_error(result):
        body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    return body


def is_request_error(result: ExecutionResult) -> bool:
    """Tell whether the request was refused before anything ran, also for its variables."""
    if isinstance(result, PreExecutionError):
        return True
    errors = result.errors or ()
    return result.data is None and bool(errors) and all(error.path is None for error in errors)


def answer(kind: str, result: ExecutionResult) -> Response:
    """Return an operation's answer with the status and headers that go with it."""
    status = _status(kind, result)
    response = Response(to_json(body_of(result)), status, media_type=f"{kind}; charset=utf-8")
    response.headers.update(_headers(result.errors or ()))
    return response


def _status(kind: str, result: ExecutionResult) -> int:
    if not is_request_error(result):
        return 200
    codes = [(error.extensions or {}).get("code") for error in result.errors or ()]
    status = next((STATUSES[code] for code in codes if code in STATUSES), BAD_REQUEST)
    # Clients of the older media type take any status but 200 for a broken network.
    return 200 if kind != GRAPHQL and status == BAD_REQUEST else status


def _headers(errors: Sequence[GraphQLError]) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    for error in errors:
        if isinstance(error, PublicError):
            if error.status == METHOD_NOT_ALLOWED:
                headers["allow"] = "POST"
            if error.extensions and "retryAfter" in error.extensions:
                headers["retry-after"] = str(error.extensions["retryAfter"])
    return headers


def _refusal(error: BadRequestError) -> Response:
    body = to_json({"errors": [{"message": error.message, "extensions": {"code": "BAD_REQUEST"}}]})
    headers = {"allow": "GET, POST"} if error.status == METHOD_NOT_ALLOWED else {}
    return Response(body, error.status, headers=headers, media_type=f"{GRAPHQL}; charset=utf-8")
