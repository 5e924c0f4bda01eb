"""What there is to do in the demo's warehouse at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from backend.server.demo.floor import AREAS
from backend.server.demo.warehouse import LOCATION
from backend.server.replay.line import Line

CARTS = tuple(
    f"{area.code}-{place + 1:02d}"
    for area in AREAS
    if area.kind == "CART"
    for place in range(area.count)
)
OWN_TRUCK = "PO-L"
"""Trucks that the simulated office ordered are small; those of the data are left as they are."""

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """How many tasks of each kind wait, and what else does."""

    picks: int
    putaways: int
    counts: int
    moves: int
    trucks: tuple[str, ...]
    returns: tuple[str, ...]
    totes: tuple[str, ...]
    approvals: tuple[Node, ...]
    cases: tuple[Node, ...]
    shipped: tuple[Node, ...]

    @classmethod
    async def over(cls, line: Line) -> Self:
        """Look at the floor through a supervisor's eyes."""
        answer = await line.ask(
            "DemoFloor", location={"code": LOCATION}, carts=[{"code": code} for code in CARTS]
        )
        seen = {name: tuple(page["nodes"]) for name, page in answer.items()}
        trucks = (node["number"] for node in seen["trucks"])
        held = (node["container"] for node in seen["totes"])
        return cls(
            picks=len(seen["picks"]),
            putaways=len(seen["putaways"]),
            counts=len(seen["counts"]),
            moves=len(seen["moves"]),
            trucks=tuple(number for number in trucks if number.startswith(OWN_TRUCK)),
            returns=tuple(node["number"] for node in seen["returns"]),
            totes=tuple(dict.fromkeys(one["code"] for one in held if one is not None)),
            approvals=tuple(sorted(seen["approvals"], key=lambda node: node["requestedAt"])),
            cases=tuple(sorted(seen["cases"], key=lambda node: node["openedAt"])),
            shipped=seen["shipped"],
        )
