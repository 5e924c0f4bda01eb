"""The board over one socket, with trusted documents: each step is told within a second."""

import asyncio
import json
import socket
import time
from contextlib import asynccontextmanager
from datetime import timedelta

import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import connect

from backend.api.context import House
from backend.api.documents import Mode, read_manifest
from backend.api.engine import Settings
from backend.api.front import Front
from backend.api.login import Login
from backend.api.routes import routes
from backend.api.schema import make_schema
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.live import LiveLog
from backend.outbound.picking.short_pick import ShortPick, ShortReason, short_pick
from tests.flows.outbound_floor import a_pick
from tests.flows.test_approvals import asked_for
from tests.flows.test_board_statements import asked_of
from tests.folding import following
from tests.graph import SCHEMA

LIVE = ("TaskQueueChanged", "CasesChanged", "ApprovalsChanged", "BalancesChanged", "StockChanged")
ASKED = ("Queues", "HeatMap", "PeopleOnFloor", "CutOffs", "Kpis", "Explain")
NAMES = json.loads((SCHEMA / "operations.json").read_text("utf-8"))


@asynccontextmanager
async def served(live: LiveLog, actor):
    """Serve the whole graph as in production to one person."""
    login = Login(new_id(), actor, None, now() + timedelta(hours=1))

    async def believe(credentials):
        return login

    engine = make_schema(
        Settings(mode=Mode.PRODUCTION), manifest=read_manifest(SCHEMA / "manifest.json")
    )
    front = Front(engine, House(live.database, {LiveLog: live}), believe)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            Starlette(routes=routes(front)), ws="websockets-sansio", lifespan="off",
            log_level="warning",
        )  # fmt: skip
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells no other way
            await asyncio.sleep(0.01)
        yield f"ws://127.0.0.1:{listener.getsockname()[1]}/graphql"
        server.should_exit = True
        await task


class Board:
    """A page with every tile open; `heard` holds the last data of each, by name."""

    def __init__(self, wire):
        self.wire, self.heard, self.done = wire, {}, set()

    async def open(self, name, variables):
        payload = {"documentId": NAMES[name], "variables": variables}
        await self.say("subscribe", id=name, payload=payload)

    async def say(self, kind, **more):
        await self.wire.send(json.dumps({"type": kind, **more}))

    async def until(self, is_so):
        """Listen until it is so; fail after five seconds."""
        async with asyncio.timeout(5):
            while not is_so():
                said = json.loads(await self.wire.recv())
                assert said["type"] in {"connection_ack", "next", "complete", "ping"}, said
                if said["type"] == "next":
                    assert "errors" not in said["payload"], said
                    (self.heard[said["id"]],) = said["payload"]["data"].values()


async def test_every_tile_is_told_within_a_second_of_a_short_pick(world, database):
    pick = await a_pick(world, 5, stock=5)
    sku = f"{pick.sku}-{world.code}"
    async with (
        following(database) as live,
        served(live, world.supervisor) as address,
        connect(address, subprotocols=["graphql-transport-ws"]) as wire,
    ):
        board = Board(wire)
        await board.say("connection_init")
        for name in LIVE:
            await board.open(name, {"filter": {"locations": [{"code": world.code}]}})
        for name in ASKED:
            await board.open(name, asked_of(name, world, sku))
        await board.until(lambda: set(board.heard) == {*LIVE, *ASKED})
        begun = time.monotonic()
        board.heard.clear()
        found = ShortPick(
            task_id=pick.task_id, found=2, reason=ShortReason.NOT_ENOUGH, into=pick.tote()
        )
        await world.do(short_pick, found)
        await asked_for(world)
        await board.until(lambda: len(board.heard) == len(LIVE) and told_of(board))
        took = time.monotonic() - begun

    assert took < 1
    assert board.heard["CasesChanged"]["cases"][0]["actions"][0]["code"] == "TAKE"


def told_of(board):
    return all(message["__typename"].endswith("Delta") for message in board.heard.values())
