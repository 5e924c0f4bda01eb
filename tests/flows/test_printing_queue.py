"""Labels go to a print queue over a real socket in IPP, and two servers share one printer."""

from contextlib import asynccontextmanager

import pytest

from backend.kernel.ids import new_id
from backend.kernel.work import Reader
from backend.master.refs import Ref
from backend.printing.cancel_printing import CancelPrinting, cancel_printing
from backend.printing.ipp import PrinterSaysNo, decoded
from backend.printing.looking import look_at_next_queue
from backend.printing.reads import states_of
from backend.printing.retry_printing import RetryPrinting, retry_printing
from backend.printing.rules import LabelFormat, PrintAgain, PrinterKind, queue_of
from backend.printing.save_printer import SavePrinter, save_printer
from backend.printing.spool import print_next
from backend.printing.spooled import Spooled
from backend.printing.subjects import BinsWanted, Subjects
from labels.proof import read
from labels.twin.language import formats_in
from labels.twin.paper import print_label
from labels.twin.queue import ABORTED, CANCELED, COMPLETED, STOPPED, Queue
from tests.flows.test_printing import bins, job, queued
from tests.labels.pdf_paper import papers_of

ALL = Subjects(all_bins=BinsWanted())


@pytest.fixture
async def house(world):
    """A world whose labels are printed by the test, job by job; nothing else is due."""
    await world.owner.execute("DELETE FROM print_job")
    return world


@asynccontextmanager
async def queue_on(queue):
    async with await queue.listen("127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def printer_at(house, port, **asked):
    saved = await house.do(
        save_printer,
        SavePrinter(
            code=f"CUPS-{house.code}-{port}",
            name="Office",
            kind=PrinterKind.IPP,
            location=Ref(id=house.location_id),
            address=f"ipp://127.0.0.1:{port}/printers/zebra",
            **asked,
        ),
    )
    return Ref(id=saved.answer.printer_id)


async def brought(house, times=20):
    """Let the spool work until nothing is left to do now, whatever pause it takes."""
    for _ in range(times):
        await house.owner.execute("UPDATE print_job SET due_at = now() WHERE status = 'QUEUED'")
        if not await print_next(house.database):
            return


async def statuses(house, job_id):
    rows = await house.owner.fetch(
        "SELECT status, count(*) AS many FROM print_label WHERE job_id = $1 GROUP BY 1", job_id
    )
    return {row["status"]: row["many"] for row in rows}


async def test_a_sheet_goes_to_a_queue_as_pdf_and_is_out_when_the_queue_says_so(house):
    await bins(house, 12)
    queue = Queue(patience=2)

    async with queue_on(queue) as port:
        printer = await printer_at(house, port, stock="A4_2X5", dpi=300)
        job_id = await queued(house, ALL, printer=printer)
        assert await print_next(house.database)
        handed_over = await job(house, job_id)
        await brought(house)

    done = await job(house, job_id)
    (kept,) = queue.kept.values()
    pages = papers_of(kept.document, 300)
    assert (handed_over.status, handed_over.done) == ("QUEUED", 0)
    assert (done.status, done.done) == ("PRINTED", 12)
    assert (kept.kind, queue.problems, kept.asked) == ("application/pdf", [], 3)
    assert [len(read(page)) for page in pages] == [20, 4]
    assert str(job_id) in kept.name


async def test_a_queue_that_takes_zpl_is_sent_commands(house):
    await bins(house, 3)
    queue = Queue()

    async with queue_on(queue) as port:
        printer = await printer_at(house, port, format=LabelFormat.ZPL)
        await queued(house, ALL, printer=printer, copies=2)
        await brought(house)

    (kept,) = queue.kept.values()
    printed = [print_label(each) for each in formats_in(kept.document)[0]]
    assert kept.kind == "application/octet-stream"
    assert [{text for _, text in read(each.image)} for each in printed] == [
        {f"A-{n:03}"} for n in range(3)
    ]
    assert [each.copies for each in printed] == [2, 2, 2]


async def test_a_server_that_stops_after_handing_over_asks_again_and_sends_nothing_twice(house):
    await bins(house, 3)
    queue = Queue(patience=0)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await print_next(house.database)

        await house.owner.execute("UPDATE print_job SET due_at = now()")
        dead = await Spooled(house.database).take()
        await house.owner.execute("UPDATE print_job SET taken_until = now()")
        await brought(house)

    assert dead.receipt == 1
    assert len(queue.kept) == 1
    assert (await job(house, job_id)).status == "PRINTED"


async def test_a_queue_without_paper_is_waited_for_and_shown(house):
    await bins(house, 1)
    queue = Queue(patience=0, ends_as=STOPPED)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await brought(house, times=3)
        waiting = await job(house, job_id)
        queue.ends_as = 9
        await brought(house)

    assert (waiting.status, "media-empty" in waiting.problem) == ("QUEUED", True)
    assert (await job(house, job_id)).status == "PRINTED"


async def test_a_printing_that_the_queue_aborted_is_in_doubt_until_a_person_looked(house):
    await bins(house, 3)
    queue = Queue(patience=0, ends_as=ABORTED)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await brought(house)
        doubtful = await job(house, job_id)
        queue.ends_as = 9
        await house.do(retry_printing, RetryPrinting(job_id, PrintAgain.UNSURE))
        await brought(house)

    assert doubtful.status == "PRINTED_MAYBE"
    assert "aborted-by-system" in doubtful.problem
    assert (await job(house, job_id)).done == 3
    assert len(queue.kept) == 2


async def test_a_line_that_breaks_while_a_document_is_sent_leaves_doubt(house):
    await bins(house, 3)
    queue = Queue(hangs_up=True)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await brought(house)

    assert (await job(house, job_id)).status == "PRINTED_MAYBE"
    assert await statuses(house, job_id) == {"MAYBE": 3}


@pytest.mark.parametrize(
    ("said", "queue"),
    [
        ("takes no PDF", Queue(formats=("image/urf",))),
        ("takes no jobs", Queue(is_accepting=False)),
    ],
)
async def test_a_queue_that_says_no_is_asked_again_later_and_nothing_is_sent(house, said, queue):
    await bins(house, 1)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await print_next(house.database)

    waiting = await job(house, job_id)
    assert (waiting.status, said in waiting.problem) == ("QUEUED", True)
    assert queue.kept == {}
    assert await statuses(house, job_id) == {"QUEUED": 1}


async def test_a_printing_that_is_canceled_is_withdrawn_from_its_queue(house):
    await bins(house, 2)
    queue = Queue(patience=100)
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await print_next(house.database)
        await house.do(cancel_printing, CancelPrinting(job_id))
        await brought(house)

    assert queue.kept[1].state == CANCELED
    assert (await job(house, job_id)).status == "CANCELED"
    assert await statuses(house, job_id) == {"MAYBE": 2}


async def test_labels_that_were_out_before_the_cancellation_came_count_as_out(house):
    await bins(house, 2)
    queue = Queue()
    async with queue_on(queue) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await print_next(house.database)
        queue.kept[1].state = COMPLETED
        await house.do(cancel_printing, CancelPrinting(job_id))
        await brought(house)

    assert await statuses(house, job_id) == {"PRINTED": 2}
    assert (await job(house, job_id)).done == 2


async def test_a_cancellation_waits_for_a_queue_that_is_away(house):
    await bins(house, 1)
    async with queue_on(Queue(patience=100)) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, ALL, printer=printer)
        await print_next(house.database)
    await house.do(cancel_printing, CancelPrinting(job_id))

    await print_next(house.database)

    row = await house.owner.fetchrow(
        "SELECT receipt, due_at > now() AS later FROM print_job WHERE id = $1", job_id
    )
    assert tuple(row) == (1, True)


async def test_the_graph_shows_how_a_queue_is(house):
    await bins(house, 1)
    async with queue_on(Queue(is_accepting=False)) as port:
        printer = await printer_at(house, port)
        await queued(house, ALL, printer=printer)
        fresh = (await states_of(Reader(house.owner), [printer.id]))[0]
        while await look_at_next_queue(house.database):
            pass
        asked = (await states_of(Reader(house.owner), [printer.id]))[0]
    await print_next(house.database)
    gone = (await states_of(Reader(house.owner), [printer.id]))[0]

    assert (fresh.is_online, fresh.problem, fresh.waiting) == (None, None, 1)
    assert (asked.is_online, asked.problem) == (True, "it takes no jobs now")
    assert (gone.is_online, gone.problem) == (False, "it does not answer")


@pytest.mark.parametrize("size", range(40))
def test_an_answer_that_is_cut_off_or_none_is_a_no(size):
    whole = b"\x01\x01\x00\x00\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8\x03"

    try:
        found = decoded(whole[:size])
    except PrinterSaysNo:
        return

    assert set(found.values) <= {"attributes-charset"}


@pytest.mark.parametrize(
    ("address", "port"),
    [
        ("ipp://10.0.0.7/ipp/print", 631),
        ("ipps://[fe80::1]:443/printers/a-b", 443),
        ("ipp://host:0/x", None),
        ("http://host/x", None),
        ("ipp://host/a b", None),
        ("ipp://user@host/x", None),
    ],
)
def test_a_queue_has_an_address(address, port):
    found = queue_of(address)

    assert (found and found.port) == port


async def test_a_queue_is_not_sent_what_it_cannot_be(house):
    wrong = SavePrinter(
        code=f"X-{new_id()}", name="X", kind=PrinterKind.IPP, address="10.0.0.7:631"
    )
    png = SavePrinter(
        code=f"X-{new_id()}", name="X", kind=PrinterKind.IPP, address="ipp://h/x",
        format=LabelFormat.PNG,
    )  # fmt: skip

    refusals = [await house.refused(save_printer, each) for each in (wrong, png)]

    assert [each.code for each in refusals] == ["INVALID_INPUT", "INVALID_INPUT"]
