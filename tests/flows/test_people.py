"""People sign in by badge and PIN, and nothing else lets them in."""

import asyncio
from datetime import timedelta

import pytest

from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.master.people.end_login import EndLogin, end_login
from backend.master.people.enroll_device import EnrollDevice, enroll_device
from backend.master.people.save_role import SaveRole, save_role
from backend.master.people.save_user import SaveUser, save_user
from backend.master.people.secrets import hash_of
from backend.master.people.sign_in import (
    SignInFailed,
    SignInPaused,
    sign_in_with_password,
)
from backend.master.permissions import Permission
from backend.master.refs import Ref
from tests.flows.gate import Gate, pause_is_over
from tests.world import World, counts, person


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


async def test_the_sixth_try_waits_even_when_it_is_right(gate):
    person_id, badge = await gate.hire("Theo")
    device = await gate.device("guessed")
    for _ in range(5):
        with pytest.raises(SignInFailed):
            await gate.sign_in(badge, device.token, pin="0000")

    with pytest.raises(SignInPaused) as paused:
        await gate.sign_in(badge, device.token)
    assert 0 < paused.value.facts["seconds"] <= 30
    await pause_is_over(gate, "person", person_id)
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


async def test_whoever_is_locked_out_is_out_at_once(gate):
    person_id, badge = await gate.hire("Lou")
    device = await gate.device("locked")
    signed = await gate.sign_in(badge, device.token)

    asked = SaveUser(user=Ref(id=person_id), is_active=False)
    await gate.world.do(save_user, asked, by=gate.admin)

    assert await gate.who(signed.token) is None
    with pytest.raises(SignInFailed):
        await gate.sign_in(badge, device.token)


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
