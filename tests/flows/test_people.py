"""People sign in by badge and PIN on an enrolled device, and nothing else lets them in."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.work import Reader
from backend.master.people.authenticate import authenticate
from backend.master.people.create_token import CreateToken, create_token, show_token
from backend.master.people.devices import SetupCodeSpent, set_up, show_setup_code
from backend.master.people.end_login import EndLogin, end_login
from backend.master.people.enroll_device import EnrollDevice, enroll_device
from backend.master.people.revoke_device import RevokeDevice, revoke_device
from backend.master.people.save_role import SaveRole, role_of, save_role
from backend.master.people.save_user import Grant, SaveUser, save_user
from backend.master.people.secrets import digest_of, hash_of
from backend.master.people.sign_in import (
    DeviceUnknown,
    SignInFailed,
    SignInPaused,
    sign_in_with_badge,
    sign_in_with_password,
)
from backend.master.people.verify_pin import verify_pin
from backend.master.permissions import Permission
from backend.master.refs import Ref
from tests.world import World, counts, person

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


@pytest.fixture
async def gate(database, owner):
    return Gate(await World.build(database, owner))


async def test_a_worker_signs_in_and_may_work_where_the_role_counts(gate):
    person_id, badge = await gate.hire("Wim")
    device = await gate.device("gun")

    signed = await gate.sign_in(badge, device.token)

    believed = await gate.who(signed.token)
    assert (believed.actor.id, believed.actor.name) == (person_id, "Wim")
    assert believed.device_id == device.device_id
    assert believed.actor.may(Permission.PICK, gate.world.location_id)
    assert not believed.actor.may(Permission.PICK, new_id())
    assert not believed.actor.may(Permission.APPROVE, gate.world.location_id)
    hours = (believed.expires_at - now()) / timedelta(hours=1)
    assert 11.9 < hours <= 12


async def test_an_administrator_may_do_everything_everywhere(gate):
    _, code = await gate.hire("Ada", role="admin", everywhere=True)

    signed = await sign_in_with_password(
        gate.world.database, name=code, password="a long password", operation_id=new_id()
    )

    believed = await gate.who(signed.token)
    assert believed.actor.everywhere == frozenset(Permission)


async def test_another_badge_on_the_device_ends_the_login_before(gate):
    _, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("shared")
    first = await gate.sign_in(anna, device.token)

    second = await gate.sign_in(bob, device.token)

    assert await gate.who(first.token) is None
    assert (await gate.who(second.token)).actor.name == "Bob"


async def test_two_badges_at_the_same_moment_leave_one_login(gate):
    _, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("raced")

    both = await asyncio.gather(
        gate.sign_in(anna, device.token), gate.sign_in(bob, device.token), return_exceptions=True
    )

    tokens = [signed.token for signed in both if not isinstance(signed, SignInFailed)]
    believed = [token for token in tokens if await gate.who(token)]
    assert len(believed) == 1


async def test_signing_out_ends_the_login_at_once(gate):
    _, badge = await gate.hire("Olga")
    device = await gate.device("out")
    signed = await gate.sign_in(badge, device.token)
    actor = (await gate.who(signed.token)).actor

    asked = EndLogin(login_id=signed.performed.answer.login_id)
    await gate.world.do(end_login, asked, by=actor)

    assert await gate.who(signed.token) is None


async def test_a_worker_may_not_end_the_login_of_another(gate):
    _, badge = await gate.hire("Olga")
    device = await gate.device("kept")
    signed = await gate.sign_in(badge, device.token)

    asked = EndLogin(login_id=signed.performed.answer.login_id)
    refusal = await gate.world.refused(end_login, asked, by=person("Mallory", "PICK"))

    assert refusal.code == "NOT_ALLOWED"
    assert await gate.who(signed.token)


async def test_a_lost_answer_is_asked_for_again_and_opens_no_second_login(gate):
    _, badge = await gate.hire("Lena")
    device = await gate.device("lost")
    operation_id = new_id()
    first = await gate.sign_in(badge, device.token, operation_id=operation_id)

    again = await gate.sign_in(badge, device.token, operation_id=operation_id)

    assert again.performed.replayed
    assert again.performed.answer == first.performed.answer
    assert await gate.who(again.token)
    assert await gate.who(first.token) is None


async def test_a_badge_without_an_enrolled_device_opens_nothing(gate):
    _, badge = await gate.hire("Nina")

    for token in (None, "sw_made-up"):
        with pytest.raises(DeviceUnknown):
            await gate.sign_in(badge, token)


async def test_the_sixth_try_waits_even_when_it_is_right(gate):
    person_id, badge = await gate.hire("Theo")
    device = await gate.device("guessed")
    for _ in range(5):
        with pytest.raises(SignInFailed):
            await gate.sign_in(badge, device.token, pin="0000")

    with pytest.raises(SignInPaused) as paused:
        await gate.sign_in(badge, device.token)
    assert 0 < paused.value.facts["seconds"] <= 30
    await _wait(gate, "person", person_id)
    await gate.sign_in(badge, device.token)

    assert await gate.world.owner.fetchval("SELECT tries FROM person WHERE id = $1", person_id) == 0


async def test_a_hundred_tries_side_by_side_are_five(gate):
    _, badge = await gate.hire("Vera")
    devices = [await gate.device(f"many{number}") for number in range(2)]

    tried = await asyncio.gather(
        *(gate.sign_in(badge, devices[n % 2].token, pin=f"{n:04}") for n in range(30)),
        return_exceptions=True,
    )

    failed = [one for one in tried if isinstance(one, SignInFailed)]
    assert len(failed) == 5
    assert all(isinstance(one, SignInFailed | SignInPaused) for one in tried)


async def test_twenty_badges_that_nobody_has_pause_the_device(gate):
    _, badge = await gate.hire("Paul")
    device = await gate.device("stolen")
    await gate.world.owner.execute("UPDATE device SET tries = 19 WHERE id = $1", device.device_id)
    with pytest.raises(SignInFailed):
        await gate.sign_in("nobody", device.token)

    with pytest.raises(SignInPaused):
        await gate.sign_in(badge, device.token)


async def test_whoever_is_locked_out_is_out_at_once(gate):
    person_id, badge = await gate.hire("Lou")
    device = await gate.device("locked")
    signed = await gate.sign_in(badge, device.token)

    asked = SaveUser(user=Ref(id=person_id), is_active=False)
    await gate.world.do(save_user, asked, by=gate.admin)

    assert await gate.who(signed.token) is None
    with pytest.raises(SignInFailed):
        await gate.sign_in(badge, device.token)


async def test_a_revoked_device_lets_nobody_in(gate):
    _, badge = await gate.hire("Rita")
    device = await gate.device("gone")
    signed = await gate.sign_in(badge, device.token)

    asked = RevokeDevice(device=Ref(id=device.device_id), reason="stolen")
    await gate.world.do(revoke_device, asked, by=gate.admin)

    assert await gate.who(signed.token) is None
    with pytest.raises(DeviceUnknown):
        await gate.sign_in(badge, device.token)


async def test_a_set_up_code_works_once(gate):
    asked = EnrollDevice(code=f"once-{gate.world.code}", name="once")
    enrolled = (await gate.world.do(enroll_device, asked, by=gate.admin)).answer
    setup = await show_setup_code(gate.world.database, enrolled.device_id)
    await set_up(gate.world.database, setup)

    with pytest.raises(SetupCodeSpent):
        await set_up(gate.world.database, setup)


async def test_a_token_of_a_system_does_what_it_was_made_for_and_is_shown_once(gate):
    person_id, _ = await gate.hire("Shop", role="supervisor")
    asked = CreateToken(
        user=Ref(id=person_id),
        permissions=(Permission.READ_STOCK,),
        expires_at=now() + timedelta(days=90),
    )
    created = await gate.world.do(create_token, asked, by=gate.admin)

    token = await show_token(gate.world.database, created.answer.login_id)

    believed = await gate.who(token)
    assert believed.actor.grants == {gate.world.location_id: frozenset({"READ_STOCK"})}
    assert await show_token(gate.world.database, created.answer.login_id) is None


async def test_a_token_gives_no_more_than_its_system_may(gate):
    person_id, _ = await gate.hire("Shop", role="worker")
    asked = CreateToken(
        user=Ref(id=person_id),
        permissions=(Permission.APPROVE,),
        expires_at=now() + timedelta(days=1),
    )

    refusal = await gate.world.refused(create_token, asked, by=gate.admin)

    assert refusal.code == "BEYOND_ROLES"


async def test_saying_the_pin_again_elevates_the_login(gate):
    _, badge = await gate.hire("Ella")
    device = await gate.device("step")
    signed = await gate.sign_in(badge, device.token)
    login = signed.performed.answer

    with pytest.raises(SignInFailed):
        await verify_pin(
            gate.world.database, person_id=login.person_id, login_id=login.login_id, pin="1"
        )
    assert not (await gate.who(signed.token)).is_elevated
    await verify_pin(
        gate.world.database, person_id=login.person_id, login_id=login.login_id, pin=PIN
    )

    assert (await gate.who(signed.token)).is_elevated


async def test_only_those_who_manage_people_save_people_and_roles(gate):
    before = await counts(gate.world.owner, "person", "role", "device", "operation")
    for what, asked in (
        (save_user, SaveUser(code="x", name="X")),
        (save_role, SaveRole(code="x", name="X")),
        (enroll_device, EnrollDevice(code="x", name="X")),
    ):
        refusal = await gate.world.refused(what, asked, by=person("Wim", "PICK"))
        assert refusal.code == "NOT_ALLOWED"

    assert await counts(gate.world.owner, "person", "role", "device", "operation") == before


async def test_a_code_that_is_taken_and_a_version_that_is_past_are_refused(gate):
    person_id, code = await gate.hire("Kim")

    taken = await gate.world.refused(save_user, SaveUser(code=code, name="Kim"), by=gate.admin)
    old = SaveUser(user=Ref(id=person_id), if_version=7, name="Kim K.")
    changed = await gate.world.refused(save_user, old, by=gate.admin)

    assert (taken.code, changed.code) == ("CODE_TAKEN", "VERSION_CHANGED")


async def test_no_secret_can_be_read_in_the_database(gate):
    person_id, badge = await gate.hire("Sam")
    device = await gate.device("secret")
    signed = await gate.sign_in(badge, device.token)

    rows = await gate.world.owner.fetch(
        "SELECT operation::text AS said FROM operation"
        " UNION ALL SELECT concat_ws(' ', badge_hash, pin_hash, password_hash) FROM person"
        " UNION ALL SELECT login::text FROM login UNION ALL SELECT device::text FROM device"
    )
    said = "\n".join(row["said"] for row in rows)

    for secret in (badge, "a long password", device.token, signed.token):
        assert secret not in said
    pins = "SELECT pin_hash FROM person WHERE id = $1"
    assert (await gate.world.owner.fetchval(pins, person_id)).startswith("$argon2id$")


async def test_saving_a_pin_again_under_the_same_id_is_one_change(gate):
    person_id, _ = await gate.hire("Pia")
    operation_id = new_id()
    request = Request(operation_id, gate.admin)

    answers = []
    for _ in range(2):
        hashed = await hash_of("4711", operation_id=operation_id)
        asked = SaveUser(user=Ref(id=person_id), pin_hash=hashed)
        answers.append(await perform(gate.world.database, save_user, asked, request))

    assert [answer.replayed for answer in answers] == [False, True]


async def test_the_database_lets_one_login_hold_a_device(gate):
    _, badge = await gate.hire("Dora")
    device = await gate.device("held")
    signed = await gate.sign_in(badge, device.token)

    with pytest.raises(asyncpg.UniqueViolationError):
        await gate.world.owner.execute(
            "INSERT INTO login (id, person_id, device_id, started_at, expires_at)"
            " SELECT $1, person_id, device_id, started_at, expires_at FROM login WHERE id = $2",
            new_id(),
            signed.performed.answer.login_id,
        )


async def _wait(gate, table, key):
    """Let the pause be over."""
    await gate.world.owner.execute(
        f"UPDATE {table} SET paused_until = now() - interval '1 second' WHERE id = $1", key
    )
