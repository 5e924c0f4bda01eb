"""A gate before the ledger: plans gather behind it until a test opens it."""

import asyncio
from contextlib import asynccontextmanager

from backend.kernel.batches import Batches
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform


class Counting(Batches):
    """Tells how many plans have come; somebody goes away at the moment when turns pass on."""

    def __init__(self):
        super().__init__()
        self.came = 0
        self.goes = []

    async def post(self, session, posting):
        self.came += 1
        return await super().post(session, posting)

    def _pass_on(self, text):
        super()._pass_on(text)
        if self.goes:
            self.goes.pop(0)()


class Gated:
    """A database that sends no plan before its gate is open; it writes down how many go at once."""

    def __init__(self, database):
        self._database = database
        self.bell, self.epoch = database.bell, database.epoch
        self.batches = Counting()
        self.gate = asyncio.Event()
        self.sent = []

    @asynccontextmanager
    async def session(self):
        async with self._database.session() as session:
            yield GatedSession(session, self)

    async def crowd(self, world, what, *all_asked, ids=None):
        """Perform commands at once, the first before the others; return what became of them."""
        ids = ids or [new_id() for _ in all_asked]
        tasks = []
        for id_, asked in zip(ids, all_asked, strict=True):
            request = Request(id_, world.worker)
            came = self.batches.came
            tasks.append(asyncio.create_task(perform(self, what, asked, request)))
            await until(lambda before=came: self.batches.came > before)
        return tasks


async def until(seen):
    async with asyncio.timeout(10):
        while not seen():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)


class GatedSession:
    def __init__(self, session, gated):
        self._session, self._gated = session, gated

    def __getattr__(self, name):
        return getattr(self._session, name)

    async def fetchmany(self, text, values):
        self._gated.sent.append(len(values))
        await self._gated.gate.wait()
        return await self._session.fetchmany(text, values)
