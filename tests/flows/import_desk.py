"""Somebody with files to import."""

from backend.server.importing.take import check_file, take


class Desk:
    """Somebody with files."""

    def __init__(self, world, folder):
        self.world = world
        self.folder = folder

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text.replace("{w}", self.world.code), encoding="utf-8")
        return path

    async def check(self, kind, text):
        return await check_file(self.world.database, kind, self.write(f"{kind}.csv", text))

    async def take(self, kind, text):
        checked = await self.check(kind, text)
        assert checked.faults == ()
        return await take(self.world.database, checked)

    async def faults(self, kind, text):
        return [str(fault) for fault in (await self.check(kind, text)).faults]
