"""Follow a subscription as a client does: fold its messages by id; none may be missing."""

import asyncio
from contextlib import asynccontextmanager

from backend.kernel.live import LiveLog
from backend.server.wiring import LIVE


class Folded:
    """What a client knows after folding messages by id."""

    def __init__(self, *lists):
        self.lists = lists
        self.things, self.position, self.kinds = {}, None, []

    def fold(self, message):
        """Take one message in; return its type."""
        kind = message["__typename"]
        assert message["from"] == self.position, "a message is missing"
        self.position = message["to"]
        if kind == "Resync":
            self.things = {}
        for thing in (thing for name in self.lists for thing in message.get(name, ())):
            known = self.things.get(thing["id"])
            if known is None or thing["version"] >= known["version"]:
                self.things[thing["id"]] = thing
        for gone in message.get("removed", ()):
            self.things.pop(gone, None)
        self.kinds += [each["kind"] for each in message.get("operations", ())]
        return kind

    async def begin(self, stream):
        """Fold up to the end of the snapshot."""
        while not (message := await _next(stream)).get("isLast"):
            self.fold(message)
        self.fold(message)

    async def reach(self, stream, cursor):
        """Fold until everything up to a position has been said."""
        while self.position < str(cursor):
            self.fold(await _next(stream))


async def _next(stream):
    (message,) = (await anext(stream)).values()
    return message


@asynccontextmanager
async def following(database):
    """Follow the log for as long as the block lasts."""
    live = await LiveLog.at_head(database, LIVE)
    task = asyncio.create_task(live.follow())
    yield live
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
