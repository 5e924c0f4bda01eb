"""Count bins: the office asks, workers say what they find, others count again and decide."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.server.replay.line import Line
from backend.server.replay.office import Office
from backend.server.replay.shelves import Look, Seen, Shelves
from backend.server.replay.tally import Misread
from backend.server.trouble import Trouble

LOOKS_MAX = 50
PAUSE_S = 0.02
PAUSES_MAX = 3000
STILL_COUNTED = frozenset({"QUEUED", "RECOUNTING"})
OVER = frozenset({"POSTED", "REJECTED", "CANCELED"})


@dataclass(slots=True)
class Asked:
    """A count that is not known to be over; what was found last differs from the book by this."""

    seen: Seen | None = None
    difference: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Counting:
    """The counts of a replay, from the office's wish to what was posted."""

    office: Office
    shelves: Shelves = field(default_factory=Shelves)
    open: dict[str, Asked] = field(default_factory=dict)
    """By number."""
    ended: Counter[str] = field(default_factory=Counter)
    misread: list[Misread] = field(default_factory=list)

    async def ask_for(self, bins: Iterable[str]) -> None:
        """Have bins counted; one whose count goes on, or waits for a yes, is not counted twice."""
        said = await self.office.line.say(
            "RequestCount",
            location={"code": self.office.house.location},
            bins=[{"code": code} for code in bins],
            reason="A few of the bins that people are at",
        )
        if self.office.house.accepted("RequestCount", said):
            for count in said["counts"]:
                if count["status"] in STILL_COUNTED:
                    self.open.setdefault(count["number"], Asked())

    async def count_some(self, line: Line, *, at_most: int) -> int:
        """Have somebody count bins, recounts first; return how many they did.

        A recount of what they counted themselves is not offered to them.
        """
        tasks = await line.claim(
            kinds=["COUNT"], location={"code": self.office.house.location}, prefetch=at_most
        )
        return sum([await self._count(line, task) for task in tasks])

    async def _count(self, line: Line, task: Mapping[str, Any]) -> bool:
        house, code = self.office.house, task["from"]["code"]
        look = await self._look(line, task)
        if look is None:
            return False
        asked = self.open.setdefault(task["documentNumber"], Asked())
        asked.seen = asked.seen or self.shelves.begin(code, look)
        counted = asked.seen.counted(look)
        said = await line.tell(
            "SubmitCount",
            task=task["id"],
            bin={"code": code},
            location={"code": house.location},
            seenAt=look.as_of,
            isEmpty=not counted,
            lines=[
                {"item": house.scan_of(sku), "quantity": quantity}
                for sku, quantity in sorted(counted.items())
            ],
        )
        if not house.accepted("SubmitCount", said):
            return False
        house.lines_done += 1
        asked.difference = _difference(counted, look.lying)
        if said["count"]["status"] == "AWAITING_APPROVAL":
            await self._decide(task["documentNumber"])
        return True

    async def _look(self, line: Line, task: Mapping[str, Any]) -> Look | None:
        """Return what lies in a task's bin at a known moment of the log, while others go on.

        A page is surely true up to its position, and may show what came just after. So the worker
        renews their claim, which comes later in the log than all that the first look could show;
        when a page that reaches as far as that looks the same, nothing of it came after.
        """
        before = await self._page(task)
        for _ in range(LOOKS_MAX):
            renewed = await line.say("RenewTasks", tasks=[task["id"]])
            if not self.office.house.accepted("RenewTasks", renewed):
                return None
            after = await self._page(task, reaching=renewed["cursor"])
            if _versions(after) == _versions(before):
                return _as_look(after)
            before = after
        return None  # the bin is too busy to be counted now; the claim brings it back

    async def _page(self, task: Mapping[str, Any], *, reaching: str = "") -> Mapping[str, Any]:
        """Ask the book about a bin until the answer reaches a position; cursors sort as text."""
        for _ in range(PAUSES_MAX):
            answer = await self.office.line.ask(
                "BinContents", bin=task["from"]["code"], location=self.office.house.location
            )
            page: Mapping[str, Any] = answer["balances"]
            assert not page["pageInfo"]["hasNextPage"], "a bin of a hundred kinds"
            if page["asOf"] >= reaching:
                return page
            await asyncio.sleep(PAUSE_S)
        raise Trouble("The live log stands still.", "Look for an open transaction in PostgreSQL.")

    async def _decide(self, number: str) -> None:
        count = await self._progress(number)
        await self.office.approve(count["approval"]["id"])

    async def book(self) -> None:
        """Take down what the server posted for each count that is over by now."""
        for number, asked in list(self.open.items()):
            count = await self._progress(number)
            if count["status"] not in OVER:
                continue
            del self.open[number]
            self.ended += _kinds(count)
            server = {line["item"]["sku"]: line["difference"] for line in count["variances"] or ()}
            if server != asked.difference:
                self.misread.append(Misread(number, dict(asked.difference), server))
            if count["adjustment"]:
                posted = await self._posted(count["adjustment"]["id"], server)
                self.office.house.tally.variance.update(posted)

    async def _progress(self, number: str) -> Mapping[str, Any]:
        answer = await self.office.line.ask("CountProgress", number=number)
        count: Mapping[str, Any] = answer["count"]
        return count

    async def _posted(self, adjustment: str, variances: Mapping[str, int]) -> Counter[str]:
        """Return what the ledger's entries added or took, by SKU; what had left is not taken."""
        answer = await self.office.line.ask("PostedByAdjustment", id=adjustment)
        posted: Counter[str] = Counter()
        for entry in answer["node"]["operation"]["entries"]:
            sku = entry["item"]["sku"]
            posted[sku] += entry["quantity"] if variances[sku] > 0 else -entry["quantity"]
        return posted


def _difference(counted: Mapping[str, int], lying: Mapping[str, int]) -> dict[str, int]:
    skus = counted.keys() | lying.keys()
    found = {sku: counted.get(sku, 0) - lying.get(sku, 0) for sku in skus}
    return {sku: units for sku, units in found.items() if units}


def _versions(page: Mapping[str, Any]) -> Mapping[str, int]:
    return {node["id"]: node["version"] for node in page["nodes"]}


def _as_look(page: Mapping[str, Any]) -> Look:
    lying: Counter[str] = Counter()
    free: Counter[str] = Counter()
    for node in page["nodes"]:
        if node["container"] is None:
            lying[node["item"]["sku"]] += node["onHand"]
            free[node["item"]["sku"]] += node["available"]
    return Look(page["asOf"], lying, free)


def _kinds(count: Mapping[str, Any]) -> Counter[str]:
    """Return what there is to say of a count: each is one of what it was."""
    approval = count["approval"] or {"status": None}
    is_so = {
        "counted": True,
        "differed": bool(count["variances"]),
        "counted again": len(count["attempts"]) > 1,
        "approved": approval["status"] == "APPROVED",
    }
    return Counter(kind for kind, so in is_so.items() if so)
