"""`stockwright printer-twin`: a label printer for development, and a page that shows its labels."""

import asyncio
from html import escape
from typing import Annotated

import typer
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from backend.server.commands.output import say
from labels.twin.machine import CameOut, Machine

HOST = "127.0.0.1"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<title>Printer twin: {count} labels</title>
<style>body {{ font: 16px sans-serif; background: #ddd; margin: 1rem }}
main {{ display: flex; flex-wrap: wrap; gap: 1rem }} figure {{ margin: 0 }}
img {{ background: #fff; box-shadow: 0 1px 4px #0006; max-width: 26rem }}</style>
<h1>{count} labels came out</h1><main>{labels}</main></html>"""
FIGURE = """<figure><img src="/{number}.png" alt="{alt}">
<figcaption>{number}: {copies} x {problems}</figcaption></figure>"""


def printer_twin(
    port: Annotated[int, typer.Option(help="Where ZPL is taken, as by a printer.")] = 9100,
    show: Annotated[int, typer.Option(help="Where the page with the labels is served.")] = 8091,
) -> None:
    """Pretend to be a label printer, and show what would have come out.

    Save a printer of kind RAW with the address 127.0.0.1:9100 to print here. Listens on this
    machine only.

    Exit codes: 0 stopped on request; 1 a port is taken.
    """
    try:
        asyncio.run(_run(port, show))
    except KeyboardInterrupt:
        return


async def _run(port: int, show: int) -> None:
    machine = Machine()
    async with await machine.listen(HOST, port) as server:
        taken = server.sockets[0].getsockname()[1]
        say(f"Taking ZPL at {HOST}:{taken}; see http://{HOST}:{show}/")
        config = uvicorn.Config(pages_of(machine), host=HOST, port=show, log_level="warning")
        await uvicorn.Server(config).serve()


def pages_of(machine: Machine) -> Starlette:
    """Return the page with the last labels, newest first, and their pictures."""

    def page(_: Request) -> Response:
        newest = reversed(machine.labels)
        labels = "".join(_figure(label) for label in newest)
        return HTMLResponse(PAGE.format(count=machine.count, labels=labels))

    def picture(request: Request) -> Response:
        wanted = request.path_params["number"]
        found = next((label for label in machine.labels if label.number == wanted), None)
        if found is None:
            return Response(status_code=404)
        return Response(found.png, media_type="image/png")

    return Starlette(routes=[Route("/", page), Route("/{number:int}.png", picture)])


def _figure(label: CameOut) -> str:
    return FIGURE.format(
        number=label.number,
        alt=escape("; ".join(label.printed.texts)),
        copies=label.printed.copies,
        problems=escape("; ".join(label.printed.problems)),
    )
