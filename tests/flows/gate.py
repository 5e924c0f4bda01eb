"""The door of a warehouse: taking people on, enrolling devices, signing in."""

from backend.kernel.ids import new_id
from backend.kernel.work import Reader
from backend.master.people.authenticate import authenticate
from backend.master.people.devices import set_up, show_setup_code
from backend.master.people.enroll_device import EnrollDevice, enroll_device
from backend.master.people.save_role import role_of
from backend.master.people.save_user import Grant, SaveUser, save_user
from backend.master.people.secrets import digest_of, hash_of
from backend.master.people.sign_in import (
    sign_in_with_badge,
)
from backend.master.refs import Ref
from tests.world import person

PIN = "2580"


class Gate:
    """The door of one warehouse: who may come in, and with what."""

    def __init__(self, world):
        self.world = world
        self.admin = person("Ada Admin")

    async def hire(self, name, *, role="worker", everywhere=False):
        """Take somebody on; the badge reads as their name."""
        operation_id = new_id()
        code = f"{name}-{self.world.code}".lower()
        found = await role_of(self.reader(), Ref(code=role))
        place = None if everywhere else self.world.location_id
        asked = SaveUser(
            code=code,
            name=name,
            grants=(Grant(found.id, place),),
            badge_hash=digest_of(code).hex(),
            pin_hash=await hash_of(PIN, operation_id=operation_id),
            password_hash=await hash_of("a long password", operation_id=operation_id),
        )
        done = await self.world.do(save_user, asked, by=self.admin, operation_id=operation_id)
        return done.answer.person_id, code

    async def device(self, code):
        """Enroll a device and set it up; returns its id and token."""
        asked = EnrollDevice(code=f"{code}-{self.world.code}", name=code)
        enrolled = (await self.world.do(enroll_device, asked, by=self.admin)).answer
        setup = await show_setup_code(self.world.database, enrolled.device_id)
        return await set_up(self.world.database, setup)

    async def sign_in(self, badge, token, pin=PIN, operation_id=None):
        return await sign_in_with_badge(
            self.world.database,
            badge=badge,
            pin=pin,
            device_token=token,
            operation_id=operation_id or new_id(),
        )

    async def who(self, token):
        return await authenticate(self.reader(), token)

    def reader(self):
        return Reader(self.world.owner)


async def pause_is_over(gate, table, key):
    """Let the pause be over."""
    await gate.world.owner.execute(
        f"UPDATE {table} SET paused_until = now() - interval '1 second' WHERE id = $1", key
    )
