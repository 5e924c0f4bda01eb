"""Save a channel: where we sell."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput, NotFound
from backend.kernel.work import Reader, Work
from backend.master.editing.partners import sql
from backend.master.kinds import WhenExpired
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required

PROMISE_MINUTES_MAX = 366 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveChannel:
    """What to change; None leaves it. Without a channel it makes one.

    `promise_minutes` is how long its orders are promised stock unless they say; 0 is for ever.
    """

    channel: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    priority: int | None = None
    promise_minutes: int | None = None
    when_expired: WhenExpired | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class ChannelSaved:
    """Which channel."""

    channel_id: UUID


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as it stands."""

    id: UUID
    code: str
    name: str
    priority: int
    promise_minutes: int | None
    when_expired: str
    is_active: bool
    version: int


@command
async def save_channel(work: Work, asked: SaveChannel) -> Plan[ChannelSaved]:
    """Make or change a channel; refuses CODE_TAKEN, VERSION_CHANGED and INVALID_INPUT."""
    work.allow(Permission.EDIT_CHANNEL, None)
    channel = await _channel(work.reader, asked.channel) if asked.channel else None
    if asked.channel and channel is None:
        raise NotFound(kind="channel", key=asked.channel.said)
    channel_id = channel.id if channel else derived_id(work.operation_id, "channel")
    if asked.code is not None:
        other = await _channel(work.reader, Ref(code=asked.code.strip()))
        if other is not None and other.id != channel_id:
            raise CodeTaken(kind="channel", key=other.code)
    write = _new(asked, channel_id) if channel is None else _changed(work, asked, channel)
    return Plan(
        answer=ChannelSaved(channel_id),
        writes=(write,),
        kind="SAVE_CHANNEL",
        document_id=channel_id,
    )


async def _channel(reader: Reader, ref: Ref) -> Channel | None:
    return await reader.first(Channel, sql.CHANNEL, ref.id, ref.code or ref.barcode)


def _new(asked: SaveChannel, channel_id: UUID) -> Write:
    check_new("channel", if_version=asked.if_version)
    values = (
        channel_id,
        checked_code("code", asked.code),
        required("name", asked.name),
        asked.is_active is not False,
        100 if asked.priority is None else asked.priority,
        _minutes(asked.promise_minutes),
        asked.when_expired or WhenExpired.CANCEL,
    )
    return Write(Rank.DOCUMENT, "channel", sql.INSERT_CHANNEL, values)


def _changed(work: Work, asked: SaveChannel, channel: Channel) -> Write:
    check_version("channel", version=channel.version, if_version=asked.if_version)
    values = (
        channel.id,
        channel.version,
        channel.code if asked.code is None else checked_code("code", asked.code),
        channel.name if asked.name is None else required("name", asked.name),
        channel.is_active if asked.is_active is None else asked.is_active,
        channel.priority if asked.priority is None else asked.priority,
        channel.promise_minutes
        if asked.promise_minutes is None
        else _minutes(asked.promise_minutes),
        asked.when_expired or channel.when_expired,
        work.now,
    )
    return Write(Rank.DOCUMENT, "channel", sql.UPDATE_CHANNEL, values)


def _minutes(asked: int | None) -> int | None:
    """Return a channel's time as it is kept: none for ever."""
    if asked is not None and not 0 <= asked <= PROMISE_MINUTES_MAX:
        problem = f"must be 0 to {PROMISE_MINUTES_MAX}"
        raise InvalidInput(field="promiseMinutes", problem=problem)
    return asked or None
