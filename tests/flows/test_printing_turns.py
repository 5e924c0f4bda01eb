"""Servers take turns at a printer: the labels of two printings never mix."""

import asyncio

import pytest

from backend.printing.spool import print_next
from backend.printing.spooled import Spooled
from backend.printing.subjects import BinsWanted, Subjects
from labels.proof import read
from labels.twin.machine import Machine
from tests.flows.test_printing import bins, job, printer_on, queued
from tests.flows.test_printing import printer_at as raw_printer

ALL = Subjects(all_bins=BinsWanted())


@pytest.fixture
async def house(world):
    """A world whose labels are printed by the test, job by job; nothing else is due."""
    await world.owner.execute("DELETE FROM print_job")
    return world


async def test_two_servers_do_not_mix_the_labels_of_two_jobs(house):
    await bins(house, 25)
    machine = Machine()

    async with printer_on(machine) as port:
        printer = await raw_printer(house, port)
        for part in ("A-00", "A-0"):
            asked = Subjects(all_bins=BinsWanted(starts_with=part))
            await queued(house, asked, printer=printer)
        await asyncio.gather(*(server(house) for _ in range(3)))

    codes = [text for label in machine.labels for _, text in read(label.printed.image)][::2]
    assert codes in (few() + many(), many() + few())


async def test_of_two_servers_that_took_two_jobs_at_the_same_moment_one_holds_the_printer(house):
    await bins(house, 2)
    printer = await raw_printer(house, 9)
    jobs = [await queued(house, ALL, printer=printer) for _ in range(2)]
    spooled = Spooled(house.database)
    first = await spooled.take()
    await house.owner.execute("UPDATE print_job SET taken_until = now() WHERE id = $1", first.id)
    await house.owner.execute(
        "UPDATE print_job SET due_at = now() - interval '1 h' WHERE id <> $1", first.id
    )
    second = await spooled.take()
    assert {first.id, second.id} == set(jobs)

    held = await asyncio.gather(*(spooled.hold_printer(each) for each in (first, second)))

    assert sorted(held) == [False, True]
    holder, other = (first, second) if held[0] else (second, first)
    assert await spooled.hold_printer(holder)
    await spooled.let_printer_go(other)
    assert not await spooled.hold_printer(other)
    await spooled.let_printer_go(holder)
    assert await spooled.hold_printer(other)


async def server(house):
    """What a server does, until both jobs are out."""
    for _ in range(100):
        await print_next(house.database)
        async with house.database.session() as session:
            rows = await session.fetch("SELECT status FROM print_job")
        if {row["status"] for row in rows} == {"PRINTED"}:
            return
        await asyncio.sleep(0.05)


def few():
    return [f"A-{n:03}" for n in range(10)]


def many():
    return [f"A-{n:03}" for n in range(25)]


async def test_who_finds_the_printer_held_waits_and_counts_no_try(house):
    await bins(house, 2)
    machine = Machine()
    async with printer_on(machine) as port:
        printer = await raw_printer(house, port)
        mine, other = [await queued(house, ALL, printer=printer) for _ in range(2)]
        await house.owner.execute(
            "INSERT INTO printer_hold VALUES ($1, $2, 1, now() + '60 s')", printer.id, other
        )
        nothing = await Spooled(house.database).take()
        await house.owner.execute("DELETE FROM print_job WHERE id = $1", other)
        await print_next(house.database)

    assert nothing is None or nothing.id == other
    assert (await job(house, mine)).status == "PRINTED"
