"""Read a request as GraphQL over HTTP says, and choose the media type of its answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request

from backend.api.engine import Engine
from backend.api.errors import NoDocumentError

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
EVENTS = "text/event-stream"


class BadRequestError(Exception):
    """The request is not GraphQL over HTTP; `status` says in which way."""

    def __init__(self, status: int, message: str) -> None:
        """Say it."""
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation as it was sent."""

    query: str
    variables: dict[str, Any] | None
    operation_name: str | None

    @classmethod
    def of(cls, body: Mapping[str, object], engine: Engine) -> "Asked":
        """Read the members of a body; a `documentId` stands for its document."""
        document_id = _member(body, "documentId", str)
        _member(body, "extensions", dict)
        query = _member(body, "query", str)
        if document_id is not None:
            query = engine.documents.text_of(document_id)
        if not query:
            raise NoDocumentError
        return cls(
            query=query,
            variables=_member(body, "variables", dict),
            operation_name=_member(body, "operationName", str),
        )


def media_type(accept: str | None, offered: tuple[str, ...] = (GRAPHQL, JSON)) -> str:
    """Choose what to answer with; 406 when nothing that we offer is accepted (RFC 9110, 12.5.1)."""
    if not accept or not accept.strip():
        return JSON
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        name, _, parameters = part.partition(";")
        wishes.append((-_quality(parameters), place, name.strip().lower()))
    for quality, _, name in sorted(wishes):
        if quality == 0:
            continue
        if name in {"*/*", "application/*"}:
            return JSON if JSON in offered else offered[0]
        if name in offered:
            return name
    raise BadRequestError(406, f"We answer with {' or '.join(offered)}.")


def _quality(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


async def read_body(request: Request, length_max: int) -> Mapping[str, object]:
    """Read the JSON object of a POST: 415, 413 or 400 when it is none."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != JSON:
        raise BadRequestError(415, f"Send {JSON}.")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if charset not in {"", "utf-8"}:
        raise BadRequestError(415, "Send UTF-8.")
    return _object(await _bytes(request, length_max))


def read_query(request: Request) -> Mapping[str, object]:
    """Read the parameters of a GET; `variables` and `extensions` are JSON."""
    body: dict[str, object] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if body.get(name):
            body[name] = _object(str(body[name]).encode())
        else:
            body.pop(name, None)
    return body


async def _bytes(request: Request, length_max: int) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > length_max:
                raise BadRequestError(413, f"The body is longer than {length_max} bytes.")
    except ClientDisconnect as gone:
        raise BadRequestError(400, "The body broke off.") from gone
    return bytes(body)


def _object(text: bytes) -> Mapping[str, object]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequestError(400, "The body is not JSON in UTF-8.") from error
    if not isinstance(body, dict):
        raise BadRequestError(400, "Send one JSON object; there are no batches.")
    return body


def _member(body: Mapping[str, object], name: str, kind: type) -> Any:
    value = body.get(name)
    if value is not None and not isinstance(value, kind):
        wanted = "a string" if kind is str else "an object"
        raise BadRequestError(400, f"`{name}` is {wanted} or null.")
    return value
