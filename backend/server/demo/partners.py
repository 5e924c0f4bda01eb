"""Carriers with their cut-offs, and the channels that orders come from; all of them invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.perform import Request, perform
from backend.master.editing.partners.save_carrier import SaveCarrier, save_carrier
from backend.master.editing.partners.save_channel import SaveChannel, save_channel
from backend.server.demo.orders import WEB, WHOLESALE
from backend.tasks.system import SYSTEM

PARTNERS = UUID("00000000-0000-8000-8000-0000000000ca")
LEAST_AHEAD = timedelta(minutes=20)
"""A cut-off that is nearer takes no new order."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A truck comes every so many hours, at this minute of the hour, all around the clock.

    The demo is opened at any hour, so its cut-offs come at any hour.
    """

    code: str
    name: str
    every_hours: int
    minute: int

    def cut_off(self, after: datetime) -> datetime:
        """Return until when an order must have left that comes now."""
        earliest = after + LEAST_AHEAD
        midnight = earliest.replace(hour=0, minute=0, second=0, microsecond=0)
        first = midnight + timedelta(minutes=self.minute)
        step = timedelta(hours=self.every_hours)
        return first + -(-(earliest - first) // step) * step


CARRIERS = (
    Carrier("SWIFT", "Swift Parcel", every_hours=1, minute=0),
    Carrier("HERON", "Heron Post", every_hours=2, minute=30),
    Carrier("NORTHWAY", "Northway Freight", every_hours=4, minute=15),
)
CHANNELS = ((WEB[0], "Web shop (demo)"), (WHOLESALE[0], "Wholesale (demo)"))


async def trade_with(database: Database) -> None:
    """Make carriers and channels known; what is there already is there once."""
    for carrier in CARRIERS:
        saved = SaveCarrier(code=carrier.code, name=carrier.name)
        request = Request(derived_id(PARTNERS, f"carrier {carrier.code}"), SYSTEM)
        await perform(database, save_carrier, saved, request)
    for code, name in CHANNELS:
        channel = SaveChannel(code=code, name=name)
        request = Request(derived_id(PARTNERS, f"channel {code}"), SYSTEM)
        await perform(database, save_channel, channel, request)
