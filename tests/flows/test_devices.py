"""Devices and tokens: one login holds a device, and each proves itself by its own secret."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from backend.api.authentication import authenticator
from backend.api.login import Credentials
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.master.people.create_token import CreateToken, create_token, show_token
from backend.master.people.devices import SetupCodeSpent, set_up, show_setup_code
from backend.master.people.enroll_device import EnrollDevice, enroll_device
from backend.master.people.revoke_device import RevokeDevice, revoke_device
from backend.master.people.sign_in import (
    DeviceUnknown,
    SignInFailed,
    SignInPaused,
)
from backend.master.people.verify_pin import verify_pin
from backend.master.permissions import Permission
from backend.master.refs import Ref
from tests.flows.gate import PIN, Gate
from tests.world import World


@pytest.fixture
async def gate(database, owner):
    return Gate(await World.build(database, owner))


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


async def test_a_badge_without_an_enrolled_device_opens_nothing(gate):
    _, badge = await gate.hire("Nina")

    for token in (None, "sw_made-up"):
        with pytest.raises(DeviceUnknown):
            await gate.sign_in(badge, token)


async def test_a_device_that_works_is_seen_once_a_minute(gate):
    _, badge = await gate.hire("Wim")
    device = await gate.device("busy")
    signed = await gate.sign_in(badge, device.token)
    believe = authenticator(gate.world.database)
    asks = Credentials(headers={"authorization": f"Bearer {signed.token}"})
    seen = "SELECT last_seen_at FROM device WHERE id = $1"

    for before, is_written in ((timedelta(minutes=8), True), (timedelta(seconds=30), False)):
        at = now() - before
        await gate.world.owner.execute(
            "UPDATE device SET last_seen_at = $2 WHERE id = $1", device.device_id, at
        )
        assert await believe(asks)
        found = await gate.world.owner.fetchval(seen, device.device_id)
        assert (found > at) is is_written


async def test_twenty_badges_that_nobody_has_pause_the_device(gate):
    _, badge = await gate.hire("Paul")
    device = await gate.device("stolen")
    await gate.world.owner.execute("UPDATE device SET tries = 19 WHERE id = $1", device.device_id)
    with pytest.raises(SignInFailed):
        await gate.sign_in("nobody", device.token)

    with pytest.raises(SignInPaused):
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
