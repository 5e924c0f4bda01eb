"""What a device still holds is sent under whoever did it, also when their login is over."""

import pytest

from backend.api.authentication import authenticator, late_authenticator
from backend.api.context import Caller, House
from backend.api.documents import Mode
from backend.api.engine import Settings
from backend.api.login import DEVICE_HEADER, Credentials
from backend.api.schema import make_schema
from backend.kernel.ids import new_id
from backend.kernel.work import Actor
from backend.master.people.devices import set_up, show_setup_code
from backend.master.people.end_login import EndLogin, end_login
from backend.master.people.enroll_device import EnrollDevice, enroll_device
from backend.master.people.revoke_device import RevokeDevice, revoke_device
from backend.master.people.save_user import SaveUser, save_user
from backend.master.people.secrets import hash_of
from backend.master.refs import Ref
from tests.flows.gate import Gate
from tests.world import World

SUBMIT = """
mutation Submit($input: SubmitOperationsInput!) {
  submitOperations(input: $input) {
    ... on OperationsSubmitted {
      results { operationId outcome answer { ... on CaseOpened { case { openedBy { name } } } } }
    }
    ... on Refused { code }
  }
}
"""
SHIFT_OVER = """
UPDATE login
   SET started_at = now() - interval '1 hour' * ($2 + 12),
       expires_at = now() - interval '1 hour' * $2
 WHERE id = $1
"""


@pytest.fixture
async def gate(database, owner):
    return Gate(await World.build(database, owner))


def a_call_for_help(gate):
    return {
        "openCase": {
            "operationId": str(new_id()),
            "occurredAt": "2026-01-05T08:00:00Z",
            "kind": "HELP",
            "note": "Left on the device",
            "location": {"code": gate.world.code},
        }
    }


async def send(gate, document, *, token, device_token, **variables):
    """Ask as a handheld does: by its own token and by that of a login."""
    database = gate.world.database
    headers = {"authorization": f"Bearer {token}"}
    credentials = Credentials(headers=headers | {DEVICE_HEADER: device_token})
    caller = Caller(
        House(database),
        credentials,
        login=await authenticator(database)(credentials),
        late_login=await late_authenticator(database)(credentials),
    )
    engine = make_schema(Settings(mode=Mode.DEVELOPMENT), manifest={})
    return await engine.execute(document, variable_values=variables, context_value=caller)


async def submit(gate, *, token, device_token):
    sent = {"operationId": str(new_id()), "operations": [a_call_for_help(gate)]}
    return await send(gate, SUBMIT, token=token, device_token=device_token, input=sent)


def codes(result):
    return [error.extensions["code"] for error in result.errors or ()]


async def test_another_badge_took_the_device_and_what_the_first_did_is_still_theirs(gate):
    _, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("handed-on")
    first = await gate.sign_in(anna, device.token)
    await gate.sign_in(bob, device.token)

    result = await submit(gate, token=first.token, device_token=device.token)

    (done,) = result.data["submitOperations"]["results"]
    assert done["outcome"] == "APPLIED"
    assert done["answer"]["case"]["openedBy"]["name"] == "Anna"


async def test_a_login_that_is_over_is_good_for_nothing_else(gate):
    _, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("only-that")
    first = await gate.sign_in(anna, device.token)
    await gate.sign_in(bob, device.token)
    kept = {"token": first.token, "device_token": device.token}

    question = await send(gate, "{ items { nodes { sku } } }", **kept)
    both = await send(gate, "mutation ($input: SubmitOperationsInput!, $out: SignOutInput!) {"
        " submitOperations(input: $input) { __typename } signOut(input: $out) { __typename } }",
        input={"operationId": str(new_id()), "operations": [a_call_for_help(gate)]},
        out={"operationId": str(new_id())}, **kept)  # fmt: skip

    assert codes(question) == ["UNAUTHENTICATED"]
    assert codes(both) == ["UNAUTHENTICATED"]


@pytest.mark.parametrize(("hours", "expected"), [(1, []), (24 * 31, ["UNAUTHENTICATED"])])
async def test_after_a_weekend_the_work_of_friday_comes_in_and_after_a_month_not(
    gate, hours, expected
):
    _, anna = await gate.hire("Anna")
    device = await gate.device(f"weekend-{hours}")
    signed = await gate.sign_in(anna, device.token)
    await gate.world.owner.execute(SHIFT_OVER, signed.performed.answer.login_id, hours)

    result = await submit(gate, token=signed.token, device_token=device.token)

    assert codes(result) == expected


async def test_a_login_that_is_over_proves_nothing_from_another_device(gate):
    _, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("mine")
    other = await gate.device("other")
    first = await gate.sign_in(anna, device.token)
    await gate.sign_in(bob, device.token)

    result = await submit(gate, token=first.token, device_token=other.token)

    assert codes(result) == ["UNAUTHENTICATED"]


async def test_whoever_signed_out_has_nothing_left_to_say(gate):
    anna_id, anna = await gate.hire("Anna")
    device = await gate.device("left")
    signed = await gate.sign_in(anna, device.token)
    over = EndLogin(login_id=signed.performed.answer.login_id)
    await gate.world.do(end_login, over, by=Actor(anna_id, "Anna", frozenset(), {}))

    result = await submit(gate, token=signed.token, device_token=device.token)

    assert codes(result) == ["UNAUTHENTICATED"]


async def test_a_revoked_device_tells_nothing_more(gate):
    _, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("lost")
    first = await gate.sign_in(anna, device.token)
    await gate.sign_in(bob, device.token)
    await gate.world.do(
        revoke_device, RevokeDevice(device=Ref(id=device.device_id), reason="Lost"), by=gate.admin
    )

    result = await submit(gate, token=first.token, device_token=device.token)

    assert codes(result) == ["UNAUTHENTICATED"]


async def test_a_new_pin_takes_the_late_word_of_old_tokens_too(gate):
    anna_id, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("stolen-badge")
    first = await gate.sign_in(anna, device.token)
    await gate.sign_in(bob, device.token)
    operation_id = new_id()
    new_pin = await hash_of("97531", operation_id=operation_id)
    changed = SaveUser(user=Ref(id=anna_id), pin_hash=new_pin)
    await gate.world.do(save_user, changed, by=gate.admin, operation_id=operation_id)

    result = await submit(gate, token=first.token, device_token=device.token)

    assert codes(result) == ["UNAUTHENTICATED"]


async def test_a_device_that_was_revoked_and_enrolled_again_brings_no_old_token_to_life(gate):
    _, anna = await gate.hire("Anna")
    _, bob = await gate.hire("Bob")
    device = await gate.device("found-again")
    first = await gate.sign_in(anna, device.token)
    await gate.sign_in(bob, device.token)
    known = Ref(id=device.device_id)
    await gate.world.do(revoke_device, RevokeDevice(device=known, reason="Lost"), by=gate.admin)
    await gate.world.do(enroll_device, EnrollDevice(device=known), by=gate.admin)
    again = await set_up(
        gate.world.database, await show_setup_code(gate.world.database, device.device_id)
    )

    result = await submit(gate, token=first.token, device_token=again.token)

    assert codes(result) == ["UNAUTHENTICATED"]


async def test_what_cannot_be_written_is_refused_alone_and_holds_back_nothing(gate):
    _, anna = await gate.hire("Anna")
    device = await gate.device("poisoned")
    signed = await gate.sign_in(anna, device.token)
    entries = [a_call_for_help(gate) for _ in range(4)]
    entries[0]["openCase"]["note"] = "a NUL \x00 in it"
    entries[1]["openCase"]["note"] = "half a character \ud800"
    entries[2]["openCase"]["location"] = {"code": "\x00"}

    result = await send(
        gate,
        SUBMIT,
        token=signed.token,
        device_token=device.token,
        input={"operationId": str(new_id()), "operations": entries},
    )

    done = result.data["submitOperations"]["results"]
    assert [entry["outcome"] for entry in done] == ["REFUSED", "REFUSED", "REFUSED", "APPLIED"]


@pytest.mark.parametrize("entries", [[{}], [{"openCase": None}]])
async def test_an_entry_that_says_nothing_is_the_fault_of_who_sent_it(gate, entries):
    _, anna = await gate.hire("Anna")
    device = await gate.device(f"empty-{len(entries[0])}")
    signed = await gate.sign_in(anna, device.token)

    result = await send(
        gate,
        SUBMIT,
        token=signed.token,
        device_token=device.token,
        input={"operationId": str(new_id()), "operations": entries},
    )

    assert codes(result) == ["INPUT_INVALID"]
