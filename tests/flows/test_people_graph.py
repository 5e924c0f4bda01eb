"""People come in through the graph, as a client does."""

from dataclasses import replace

import pytest

from backend.api.authentication import authenticator
from backend.api.context import Caller, House
from backend.api.documents import Mode
from backend.api.engine import Settings
from backend.api.global_ids import encode
from backend.api.login import COOKIE, Credentials
from backend.api.schema import make_schema
from backend.kernel.ids import new_id
from backend.kernel.work import Reader
from backend.master.people.save_role import role_of
from backend.master.people.save_user import Grant, SaveUser, save_user
from backend.master.people.secrets import hash_of
from backend.master.refs import Ref
from tests.graph import ask
from tests.world import World, person

ENROLL = """mutation ($id: UUID!, $code: String!) {
  enrollDevice(input: {operationId: $id, code: $code}) {
    ... on DeviceEnrolled { device { code kind isSetUp } setupBarcode }
    ... on Refused { code } } }"""
SET_UP = """mutation ($code: Barcode!) {
  setUpDevice(input: {setupBarcode: $code}) { ... on DeviceSetUp { token } } }"""
HIRE = """mutation ($id: UUID!, $code: String!, $badge: Barcode!, $place: String!) {
  saveUser(input: {operationId: $id, code: $code, name: "Wim", newBadge: $badge, newPin: "2580",
                   grants: [{role: {code: "worker"}, location: {code: $place}}]}) {
    ... on UserSaved { user { name grants { role { code permissions } isEverywhere } } }
    ... on Refused { code message } } }"""
SIGN_IN = """mutation ($id: UUID!, $badge: Barcode!, $pin: String!) {
  signIn(input: {operationId: $id, badge: $badge, pin: $pin}) {
    ... on SignedIn { token replayed user { name } session { device { code } isElevated } }
    ... on Refused { code message retryable } } }"""
ADMIN = """mutation ($id: UUID!, $name: String!) {
  signInWithPassword(input: {operationId: $id, name: $name, password: "a long password"}) {
    ... on SignedIn { token user { name } } ... on Refused { code } } }"""
OUT = """mutation ($id: UUID!) {
  signOut(input: {operationId: $id}) { ... on SignedOut { user { name } } } }"""


class Client:
    """A browser or handheld: keeps its cookies and sends operations."""

    def __init__(self, database):
        self.engine = make_schema(Settings(mode=Mode.DEVELOPMENT), manifest={})
        self.database = database
        self.cookies = {}

    async def send(self, document, **variables):
        credentials = Credentials(cookies=self.cookies)
        login = await authenticator(self.database)(credentials)
        caller = Caller(House(self.database), credentials, login=login)
        result = await self.engine.execute(
            document, variable_values=variables, context_value=caller
        )
        for cookie in caller.cookies:
            name, _, rest = cookie.partition("=")
            assert "HttpOnly; SameSite=Strict" in rest
            self.cookies[name] = rest.partition(";")[0]
        return result

    async def data(self, document, **variables):
        result = await self.send(document, **variables)
        assert not result.errors, result.errors
        (answer,) = result.data.values()
        return answer


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


@pytest.fixture
async def admin(world):
    operation_id = new_id()
    role = await role_of(Reader(world.owner), Ref(code="admin"))
    asked = SaveUser(
        code=f"admin-{world.code}",
        name="Ada",
        grants=(Grant(role.id),),
        password_hash=await hash_of("a long password", operation_id=operation_id),
    )
    await world.do(save_user, asked, by=person("Root"), operation_id=operation_id)
    client = Client(world.database)
    signed = await client.data(ADMIN, id=str(new_id()), name=f"admin-{world.code}")
    assert signed["user"]["name"] == "Ada"
    return client


async def test_an_administrator_enrolls_a_device_and_a_worker_signs_in_on_it(world, admin):
    code = f"gun-{world.code}"
    enrolled = await admin.data(ENROLL, id=str(new_id()), code=code)
    assert enrolled["device"] == {"code": code, "kind": "HANDHELD", "isSetUp": False}
    badge = f"secret-badge-{world.code}"
    hired = await admin.data(HIRE, id=str(new_id()), code=badge, badge=badge, place=world.code)
    assert hired["user"]["grants"][0]["role"]["code"] == "worker"
    gun = Client(world.database)
    await gun.data(SET_UP, code=enrolled["setupBarcode"])

    signed = await gun.data(SIGN_IN, id=str(new_id()), badge=badge, pin="2580")

    assert signed["user"] == {"name": "Wim"}
    assert signed["session"] == {"device": {"code": code}, "isElevated": False}
    me = "{ me { name grants { location { code } role { code } } } }"
    assert await gun.data(me) == {
        "name": "Wim",
        "grants": [{"location": {"code": world.code}, "role": {"code": "worker"}}],
    }
    assert (await gun.data(OUT, id=str(new_id())))["user"] == {"name": "Wim"}
    assert gun.cookies[COOKIE] == ""
    assert await gun.data(me) is None


async def test_a_worker_may_not_hire(world, admin):
    code = f"gun2-{world.code}"
    enrolled = await admin.data(ENROLL, id=str(new_id()), code=code)
    badge = f"badge2-{world.code}"
    await admin.data(HIRE, id=str(new_id()), code=badge, badge=badge, place=world.code)
    gun = Client(world.database)
    await gun.data(SET_UP, code=enrolled["setupBarcode"])
    await gun.data(SIGN_IN, id=str(new_id()), badge=badge, pin="2580")

    refused = await gun.data(HIRE, id=str(new_id()), code="mine", badge="mine", place=world.code)

    assert refused["code"] == "NOT_ALLOWED"


async def test_a_wrong_pin_is_refused_in_the_answer(world, admin):
    enrolled = await admin.data(ENROLL, id=str(new_id()), code=f"gun3-{world.code}")
    gun = Client(world.database)
    await gun.data(SET_UP, code=enrolled["setupBarcode"])

    refused = await gun.data(SIGN_IN, id=str(new_id()), badge="nobody", pin="1234")

    assert refused == {
        "code": "SIGN_IN_FAILED",
        "message": "That does not fit; try again, or ask an administrator.",
        "retryable": False,
    }


async def test_a_hundred_sign_ins_in_one_document_count_one_by_one(world, admin):
    enrolled = await admin.data(ENROLL, id=str(new_id()), code=f"gun4-{world.code}")
    badge = f"badge4-{world.code}"
    await admin.data(HIRE, id=str(new_id()), code=badge, badge=badge, place=world.code)
    gun = Client(world.database)
    await gun.data(SET_UP, code=enrolled["setupBarcode"])
    fields = "\n".join(
        f'a{n}: signIn(input: {{operationId: "{new_id()}", badge: "{badge}", pin: "{n:04}"}})'
        " { ... on SignedIn { token } ... on Refused { code } }"
        for n in range(20)
    )

    result = await gun.send(f"mutation {{ {fields} }}")

    assert result.errors or [a["code"] for a in result.data.values()].count("SIGN_IN_FAILED") == 5


async def test_what_others_may_do_is_for_those_who_deal_with_people(database, owner):
    world = await World.build(database, owner)
    role = await role_of(Reader(owner), Ref(code="worker"))
    done = await world.do(
        save_user,
        SaveUser(code=f"bo-{world.code}", name="Bo", grants=(Grant(role.id, world.location_id),)),
        by=person("Ada Admin"),
    )
    colleague = replace(world.worker, id=new_id(), everywhere=frozenset({"PICK"}))
    lead = replace(colleague, everywhere=frozenset({"ASSIGN_TASKS"}))
    question = (
        "query ($id: ID!) { node(id: $id) { ... on User { name grants { role { code } } } } }"
    )
    asked = {"id": encode("User", done.answer.person_id)}

    seen = (await ask(database, colleague, question, **asked))["node"]
    known = (await ask(database, lead, question, **asked))["node"]

    assert seen == {"name": "Bo", "grants": []}
    assert known == {"name": "Bo", "grants": [{"role": {"code": "worker"}}]}
