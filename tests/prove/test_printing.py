"""Five thousand bin labels, to a printer on a socket and into a PDF; `-s` shows how fast."""

import asyncio
import socket
import time

import pytest

from backend.kernel.work import Reader
from backend.master.refs import Ref
from backend.printing.print_labels import PrintLabels, print_labels
from backend.printing.reads import file_of, jobs_of_ids
from backend.printing.rules import PrinterKind
from backend.printing.save_printer import SavePrinter, save_printer
from backend.printing.spool import print_next
from backend.printing.subjects import BinsWanted, Subjects
from labels.kinds import Arrow

pytestmark = pytest.mark.prove
COUNT = 5_000


async def swallow(reader, writer):
    while await reader.read(65_536):
        pass
    writer.close()


async def printed(world, printer):
    subjects = Subjects(all_bins=BinsWanted())
    asked = PrintLabels(location=Ref(id=world.location_id), subjects=subjects, printer=printer)
    begun = time.perf_counter()
    job_id = (await world.do(print_labels, asked)).answer.job_id
    queued = time.perf_counter()
    seen = set()
    printing = asyncio.create_task(print_next(world.database))
    while not printing.done():
        (job,) = await jobs_of_ids(Reader(world.owner), [job_id])
        seen.add(job.done)
        await asyncio.sleep(0.2)
    await printing
    took = time.perf_counter() - queued
    (job,) = await jobs_of_ids(Reader(world.owner), [job_id])
    print(f"queued {queued - begun:.2f} s, out {took:.1f} s, {COUNT / took:.0f} a second")  # noqa: T201
    assert (job.status, job.done, job.refused) == ("PRINTED", COUNT, 0)
    assert len(seen) > 5, "progress was seen"
    return job_id


async def test_five_thousand_bins_are_printed_with_progress(world):
    for number in range(COUNT):
        await world.bin(f"A-{number // 100:02}-{number % 100:02}", check_digits="47")
    async with await asyncio.start_server(swallow, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        saved = await world.do(
            save_printer,
            SavePrinter(
                code="SINK", name="Sink", kind=PrinterKind.RAW, address=f"127.0.0.1:{port}"
            ),
        )
        await printed(world, Ref(id=saved.answer.printer_id))

    job_id = await printed(world, Ref(code="SHEET-10"))

    file = await file_of(Reader(world.owner), job_id)
    print(f"{len(file) / 1e6:.1f} MB of PDF")  # noqa: T201
    assert file.startswith(b"%PDF-")


async def test_labels_that_a_stuck_printer_never_took_are_not_called_printed(world):
    await world.owner.execute("DELETE FROM print_job")
    for number in range(40):
        await world.bin(f"A-{number:02}", check_digits="47")
    with socket.socket() as stuck:
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        stuck.bind(("127.0.0.1", 0))
        stuck.listen()
        address = f"127.0.0.1:{stuck.getsockname()[1]}"
        printer = SavePrinter(code="STUCK", name="Stuck", kind=PrinterKind.RAW, address=address)
        saved = await world.do(save_printer, printer)
        asked = PrintLabels(
            location=Ref(id=world.location_id),
            subjects=Subjects(all_bins=BinsWanted(), arrow=Arrow.UP),
            printer=Ref(id=saved.answer.printer_id),
        )
        job_id = (await world.do(print_labels, asked)).answer.job_id
        await print_next(world.database)

    (job,) = await jobs_of_ids(Reader(world.owner), [job_id])
    assert (job.status, job.done) == ("PRINTED_MAYBE", 0)
