"""Labels that may be out or not are called neither printed nor waiting, and come out once."""

import asyncio
import socket
import struct
import sys

import pytest

from backend.printing.over_socket import untaken
from backend.printing.spool import print_next
from labels.twin.queue import Queue
from tests.flows.test_printing import bins, job, queued
from tests.flows.test_printing_queue import ALL, brought, printer_at, queue_on, statuses


@pytest.fixture
async def house(world):
    """A world whose labels are printed by the test, job by job; nothing else is due."""
    await world.owner.execute("DELETE FROM print_job")
    return world


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is not yet taken")
async def test_what_a_stuck_printer_does_not_take_is_known_to_be_on_its_way():
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        port.bind(("127.0.0.1", 0))
        port.listen()
        reader, writer = await asyncio.open_connection(*port.getsockname())
        printer, _ = port.accept()
        writer.write(bytes(60_000))
        await writer.drain()
        stuck = untaken(writer)
        while untaken(writer):
            await asyncio.to_thread(printer.recv, 65_536)
        printer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        printer.close()
        with pytest.raises(ConnectionResetError):
            await reader.read()

    assert stuck > 50_000
    with pytest.raises(ConnectionResetError):
        untaken(writer)


@pytest.mark.parametrize(
    "mumbles",
    [b"", b"\x01\x01\x00", b"\x01\x01\x00\x00\x00\x00\x00\x01\x01\x47\x00\x12attr",
     b"\x01\x01\x00\x00\x00\x00\x00\x01\x03", b"<html>busy</html>"],
)  # fmt: skip
async def test_a_queue_that_took_labels_and_does_not_say_so_gets_them_once(house, mumbles):
    await bins(house, 3)
    queue = Queue(mumbles=mumbles)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await brought(house)

    doubtful = await job(house, job_id)
    assert (doubtful.status, len(queue.kept)) == ("PRINTED_MAYBE", 1)
    assert "did not say" in doubtful.problem
    assert await statuses(house, job_id) == {"MAYBE": 3}


async def test_a_queue_that_has_labels_and_only_says_no_from_then_on_leaves_doubt(house):
    await bins(house, 2)
    queue = Queue(patience=100)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await print_next(house.database)
        queue.refuses_to_tell = True
        await brought(house)

    assert (await job(house, job_id)).status == "PRINTED_MAYBE"
    assert await statuses(house, job_id) == {"MAYBE": 2}
    assert len(queue.kept) == 1
