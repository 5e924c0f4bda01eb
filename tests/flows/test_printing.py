"""Labels are printed on a real socket, downloaded as PDF, and never printed twice unsaid."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from backend.kernel.ids import new_id
from backend.kernel.work import Reader
from backend.master.refs import ItemRef, Ref
from backend.printing.cancel_printing import CancelPrinting, cancel_printing
from backend.printing.print_labels import PrintLabels, print_labels
from backend.printing.reads import file_of, jobs_of_ids, troubles_of
from backend.printing.retry_printing import RetryPrinting, retry_printing
from backend.printing.rules import PrintAgain, PrinterKind
from backend.printing.save_printer import SavePrinter, save_printer
from backend.printing.spool import print_next
from backend.printing.spooled import Spooled
from backend.printing.subjects import BinsWanted, Subjects
from labels.gs1 import check_digit
from labels.kinds import Arrow
from labels.proof import read
from labels.twin.machine import Machine
from tests.labels.pdf_paper import papers_of


@asynccontextmanager
async def printer_on(machine):
    async with await machine.listen("127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
async def house(world):
    """A world whose labels are printed by the test, job by job; nothing else is due."""
    await world.owner.execute("DELETE FROM print_job")
    return world


async def printer_at(house, port, **asked):
    saved = await house.do(
        save_printer,
        SavePrinter(
            code=f"ZEBRA-{house.code}-{port}",
            name="Zebra at the dock",
            kind=PrinterKind.RAW,
            location=Ref(id=house.location_id),
            address=f"127.0.0.1:{port}",
            **asked,
        ),
    )
    return Ref(id=saved.answer.printer_id)


async def queued(house, subjects, **asked):
    asked = PrintLabels(location=Ref(id=house.location_id), subjects=subjects, **asked)
    return (await house.do(print_labels, asked)).answer.job_id


async def job(house, job_id):
    (found,) = await jobs_of_ids(reader_of(house), [job_id])
    return found


def reader_of(house):
    return Reader(house.owner)


async def bins(house, count):
    return [await house.bin(f"A-{n:03}", check_digits=f"{n % 100:02}") for n in range(count)]


def texts_of(machine):
    return [text for label in machine.labels for _, text in read(label.printed.image)]


async def test_bins_come_out_of_a_printer_in_walking_order_and_read_as_their_codes(house):
    await bins(house, 45)
    machine = Machine()

    async with printer_on(machine) as port:
        printer = await printer_at(house, port)
        asked = Subjects(all_bins=BinsWanted(starts_with="A-"), arrow=Arrow.UP)
        job_id = await queued(house, asked, printer=printer, copies=2)
        assert await print_next(house.database)

    done = await job(house, job_id)
    assert (done.status, done.total, done.done, done.refused) == ("PRINTED", 45, 45, 0)
    assert [label.printed.copies for label in machine.labels] == [2] * 45
    assert all(label.printed.problems == () for label in machine.labels)
    assert texts_of(machine) == [f"A-{n:03}" for n in range(45) for _ in range(2)]
    assert not await print_next(house.database)


async def test_an_item_with_a_trade_number_carries_it_and_another_carries_its_sku(house):
    tea, _ = await house.item("TEA"), await house.item("POT")
    await house.owner.execute(
        "INSERT INTO barcode (id, value, item_id) VALUES ($1, $2, $3)",
        new_id(), gtin_of(house), tea,
    )  # fmt: skip
    machine = Machine()

    async with printer_on(machine) as port:
        printer = await printer_at(house, port)
        subjects = Subjects(items=(ItemRef(id=tea), ItemRef(sku=f"POT-{house.code}")))
        await queued(house, subjects, printer=printer)
        await print_next(house.database)

    assert texts_of(machine) == [gtin_of(house), f"POT-{house.code}"]


def gtin_of(house):
    digits = f"2{house.code[1:]:0>11}"
    return f"{digits}{check_digit(digits)}"


async def test_a_download_becomes_a_pdf_that_is_read_back(house):
    await bins(house, 12)
    subjects = Subjects(all_bins=BinsWanted())

    job_id = await queued(house, subjects, printer=Ref(code="SHEET-10"))
    await print_next(house.database)

    done = await job(house, job_id)
    pages = papers_of(await file_of(reader_of(house), job_id), 600)
    assert (done.status, done.done) == ("PRINTED", 12)
    assert [len(read(page)) for page in pages] == [20, 4]


async def test_without_a_printer_the_location_s_own_is_taken_and_else_a_pdf(house):
    (bin_id, *_) = await bins(house, 1)
    subjects = Subjects(bins=(Ref(id=bin_id),))

    before = await queued(house, subjects)
    own = await printer_at(house, 9)
    after = await queued(house, subjects)

    assert (await job(house, after)).printer_id == own.id
    assert (await job(house, before)).printer_id != own.id


async def test_a_printer_that_does_not_answer_is_tried_again_and_loses_nothing(house):
    await bins(house, 3)
    machine = Machine()
    async with printer_on(machine) as port:
        printer = await printer_at(house, port)
    job_id = await queued(house, Subjects(all_bins=BinsWanted()), printer=printer)

    await print_next(house.database)
    waiting = await job(house, job_id)
    async with await machine.listen("127.0.0.1", port):
        await house.owner.execute("UPDATE print_job SET due_at = now() WHERE id = $1", job_id)
        await print_next(house.database)

    assert waiting.status == "QUEUED"
    assert "does not answer" in waiting.problem
    assert waiting.due_at > waiting.updated_at
    assert (await job(house, job_id)).status == "PRINTED"
    assert len(machine.labels) == 3


async def test_a_line_that_breaks_leaves_doubt_and_a_person_decides(house):
    await bins(house, 30)
    machine = Machine(hangs_up_after=23)
    async with printer_on(machine) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, Subjects(all_bins=BinsWanted()), printer=printer)
        await print_next(house.database)
        broken = await job(house, job_id)
        doubtful = await troubles_of(reader_of(house), job_id)
        again = not await print_next(house.database)
        machine.hangs_up_after = None
        await house.do(retry_printing, RetryPrinting(job_id, PrintAgain.UNSURE))
        await print_next(house.database)

    assert (broken.status, broken.done) == ("PRINTED_MAYBE", 20)
    assert [trouble.sequence for trouble in doubtful] == list(range(21, 31))
    assert all(trouble.is_unsure for trouble in doubtful)
    assert again
    assert (await job(house, job_id)).done == 30
    assert len(machine.labels) == 23 + 10


async def test_a_spool_that_died_while_sending_does_not_send_again_by_itself(house):
    await bins(house, 4)
    machine = Machine()
    async with printer_on(machine) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, Subjects(all_bins=BinsWanted()), printer=printer)
        dead = await Spooled(house.database).take()
        await Spooled(house.database).mark(dead, "SENDING", {1: None, 2: None})
        await house.owner.execute("UPDATE print_job SET taken_until = now() WHERE id = $1", job_id)

        await print_next(house.database)
        found = await job(house, job_id)
        late = await Spooled(house.database).mark(dead, "PRINTED", {1: None, 2: None})
        await house.do(retry_printing, RetryPrinting(job_id, PrintAgain.REST))
        await print_next(house.database)

    assert found.status == "PRINTED_MAYBE"
    assert late is False
    assert (await job(house, job_id)).status == "PRINTED"
    assert (await job(house, job_id)).done == 4
    assert texts_of(machine) == ["A-002", "A-002", "A-003", "A-003"]


async def test_a_label_that_no_scanner_could_read_is_refused_and_the_others_come_out(house):
    await house.bin("B-1")
    await house.bin("B-" + "X" * 50)
    machine = Machine()
    async with printer_on(machine) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, Subjects(all_bins=BinsWanted()), printer=printer)
        await print_next(house.database)

    done = await job(house, job_id)
    (trouble,) = await troubles_of(reader_of(house), job_id)
    assert (done.status, done.done, done.refused) == ("PRINTED", 1, 1)
    assert trouble.subject == "B-" + "X" * 50
    assert "finer" in trouble.problem
    assert len(machine.labels) == 1


async def test_stock_on_which_nothing_can_be_read_is_refused_at_once(house):
    await bins(house, 1)
    printer = await printer_at(house, 9, width_mm=20, height_mm=10)

    refusal = await house.refused(
        print_labels,
        PrintLabels(
            location=Ref(id=house.location_id),
            subjects=Subjects(all_bins=BinsWanted()),
            printer=printer,
        ),
    )

    assert refusal.code == "LABEL_UNREADABLE"
    assert await house.owner.fetchval("SELECT count(*) FROM print_job") == 0


async def test_the_same_operation_prints_once(house):
    await bins(house, 2)
    asked = PrintLabels(
        location=Ref(id=house.location_id), subjects=Subjects(all_bins=BinsWanted())
    )
    operation_id = new_id()

    first = await house.do(print_labels, asked, operation_id=operation_id)
    second = await house.do(print_labels, asked, operation_id=operation_id)

    assert second.replayed
    assert second.answer == first.answer
    assert await house.owner.fetchval("SELECT count(*) FROM print_label") == 2


async def test_a_canceled_printing_does_not_come_out(house):
    await bins(house, 2)
    machine = Machine()
    async with printer_on(machine) as port:
        printer = await printer_at(house, port)
        job_id = await queued(house, Subjects(all_bins=BinsWanted()), printer=printer)
        await house.do(cancel_printing, CancelPrinting(job_id))
        assert not await print_next(house.database)

    refusal = await house.refused(cancel_printing, CancelPrinting(job_id))
    assert (await job(house, job_id)).status == "CANCELED"
    assert refusal.code == "NOT_IN_THIS_STATE"
    assert machine.count == 0


async def test_one_printer_serves_one_job_at_a_time(house):
    await bins(house, 2)
    printer = await printer_at(house, 9)
    for _ in range(2):
        await queued(house, Subjects(all_bins=BinsWanted()), printer=printer)
    spooled = Spooled(house.database)

    taken = await asyncio.gather(spooled.take(), spooled.take())
    third = await spooled.take()

    assert sum(each is not None for each in taken) >= 1
    assert third is None


async def test_who_held_a_printing_that_was_canceled_and_retried_counts_nothing_any_more(house):
    await bins(house, 2)
    printer = await printer_at(house, 9)
    job_id = await queued(house, Subjects(all_bins=BinsWanted()), printer=printer)
    spooled = Spooled(house.database)
    held = await spooled.take()
    labels = dict.fromkeys((1, 2))
    assert await spooled.mark(held, "SENDING", labels)
    await house.do(cancel_printing, CancelPrinting(job_id))
    await house.do(retry_printing, RetryPrinting(job_id, PrintAgain.UNSURE))

    is_held = await spooled.mark(held, "PRINTED", labels)

    found = await job(house, job_id)
    assert not is_held
    assert (found.status, found.done) == ("QUEUED", 0)
