"""Numbers of containers: SSCCs of the own prefix, read however they are printed."""

from backend.control.moving.move_container import MoveContainer, move_container
from backend.master.refs import Ref
from backend.stock.containers import ContainerKind
from backend.stock.register_containers import (
    RegisterContainers,
    register_containers,
    sscc,
)
from tests.flows.boxes import boxes

__all__ = ["boxes"]


async def test_ssccs_are_of_the_own_prefix_and_end_in_their_check_digit(boxes):
    world = boxes.world
    asked = RegisterContainers(
        kind=ContainerKind.PALLET, location=Ref(id=world.location_id), count=2, with_sscc=True
    )
    assert (await world.refused(register_containers, asked)).code == "COMPANY_PREFIX_MISSING"
    await world.owner.execute(
        "UPDATE location SET gs1_company_prefix = '0614141' WHERE id = $1", world.location_id
    )

    done = await world.do(register_containers, asked)

    rows = await world.owner.fetch(
        "SELECT sscc, bin_id FROM container WHERE id = ANY ($1)", list(done.answer.container_ids)
    )
    assert len({row["sscc"] for row in rows}) == 2
    assert all(row["sscc"][1:8] == "0614141" for row in rows)
    assert {row["bin_id"] for row in rows} == {boxes.dock}
    code = rows[0]["sscc"]
    for read in (code, f"00{code}", f"(00){code}"):
        moving = MoveContainer(container=Ref(barcode=read), to=Ref(id=boxes.dock))
        found = await world.refused(move_container, moving)
        assert found.code == "INVALID_INPUT"


def test_an_sscc_is_spelled_as_gs1_does():
    assert sscc("0614141", 1234567890) == "106141412345678908"
    assert sscc("0614141", 0) == "006141410000000005"
