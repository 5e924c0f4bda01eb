"""The least that a server can do: read a request and answer the same bytes as ever."""

import argparse

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.server.commands.serving import UVICORN


def constant(size: int) -> ASGIApp:
    """Make an application whose every answer has so many bytes."""
    answer = b"{" + b" " * (size - 2) + b"}"
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % size)]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return app


def main() -> None:
    """Serve it as the real server is served."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--bytes", type=int, required=True)
    asked.add_argument("--port", type=int, required=True)
    given = asked.parse_args()
    options = UVICORN | {"factory": False, "lifespan": "off"}
    uvicorn.run(constant(given.bytes), port=given.port, **options)


if __name__ == "__main__":
    main()
