"""Make any browser a handheld of the demo: a fresh device for each visitor, and never too many."""

from collections import deque
from time import monotonic

from backend.kernel.ids import new_id
from backend.server.demo.warehouse import LOCATION
from backend.server.visitors.asking import Asking

DEVICES_MAX = 50
PREFIX = "VISITOR-"
A_MINUTE_MAX = 20
MINUTE_S = 60.0


class TooManyVisitors(Exception):  # noqa: N818 - an answer for a person
    """More browsers want to be handhelds in this minute than the demo enrolls."""


class Handhelds:
    """The devices of visitors; when there are many, the one that changed longest ago is reused."""

    def __init__(self, asking: Asking) -> None:
        """Enroll through this graph."""
        self._asking = asking
        self._enrolled: deque[float] = deque()

    async def enroll(self) -> str:
        """Return the set-up code of a device that is nobody else's; good for ten minutes, once."""
        self._count()
        known = await self._known()
        is_room = len(known) < DEVICES_MAX
        code = f"{PREFIX}{len(known) + 1:02d}" if is_room else known[0]
        said = await self._asking.ask(
            "EnrollDevice",
            input={
                "operationId": str(new_id()),
                "device": None if is_room else {"code": code},
                "code": code,
                "name": f"A visitor's browser, {code}",
                "kind": "PHONE",
                "location": {"code": LOCATION},
            },
        )
        answer = said["enrollDevice"]
        if answer["__typename"] == "Refused":  # another process took this number
            raise TooManyVisitors(answer["message"])
        return str(answer["setupBarcode"])

    def _count(self) -> None:
        now = monotonic()
        while self._enrolled and now - self._enrolled[0] > MINUTE_S:
            self._enrolled.popleft()
        if len(self._enrolled) >= A_MINUTE_MAX:
            raise TooManyVisitors("Many people try the demo right now; try again in a minute.")
        self._enrolled.append(now)

    async def _known(self) -> list[str]:
        """Return the codes of visitors' devices, the one that changed longest ago first."""
        found, after = [], None
        while True:
            page = (await self._asking.ask("DemoDevices", after=after))["devices"]
            found += [node for node in page["nodes"] if node["code"].startswith(PREFIX)]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        found.sort(key=lambda node: (node["isSetUp"], node["updatedAt"]))
        return [node["code"] for node in found]
